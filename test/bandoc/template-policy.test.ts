import { expect, fixture, html } from '@open-wc/testing';
import { describe, it } from 'vitest';

const POLICY = new URL('../../packages/bandoc/src/template-policy.ts', import.meta.url).href;

/** What a page with this Content-Security-Policy answers: whether it lets our policy be, and whether widgets can render. */
async function ask(csp: string): Promise<{ policy: boolean; canRender: boolean }> {
  const answer = new Promise<MessageEvent>((resolve) => addEventListener('message', resolve, { once: true }));
  const page = `<meta http-equiv="Content-Security-Policy" content="${csp}"><script type="module">
    import { policy, canRender } from '${POLICY}';
    parent.postMessage({ policy: Boolean(policy), canRender: canRender() }, '*');
  </script>`;
  await fixture(html`<iframe srcdoc=${page}></iframe>`);
  return (await answer).data as { policy: boolean; canRender: boolean };
}

// Firefox has Trusted Types since 148; where a browser has none, widgets always render and there is nothing to refuse.
describe.runIf('trustedTypes' in globalThis)('our Trusted Types policy', () => {
  it('is made where the page lists it, and lets widgets render under enforcement', async () => {
    expect(await ask("require-trusted-types-for 'script'; trusted-types bandoc")).to.deep.equal({ policy: true, canRender: true });
  });

  it('survives its refusal: on a page that enforces, widgets do not render', async () => {
    expect(await ask("require-trusted-types-for 'script'; trusted-types other")).to.deep.equal({ policy: false, canRender: false });
    expect(await ask("require-trusted-types-for 'script'; trusted-types 'none'")).to.deep.equal({ policy: false, canRender: false });
  });

  it('survives its refusal: on a page that does not enforce, widgets render without it', async () => {
    expect(await ask('trusted-types other')).to.deep.equal({ policy: false, canRender: true });
  });

  it('needs no policy of the page at all', async () => {
    expect(await ask("object-src 'none'")).to.deep.equal({ policy: true, canRender: true });
  });
});

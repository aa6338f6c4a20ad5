interface Policy {
  createHTML(text: string): string;
}

const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };

/**
 * The one Trusted Types policy of the bundle, named `bandoc`; Lit uses it in the place of its own (bundle.config.ts). It passes on only what Lit
 * hands it, which are the widgets' own templates. Undefined where the browser has no Trusted Types or the page refuses the name.
 */
export const policy: Policy | undefined = makePolicy();

function makePolicy(): Policy | undefined {
  try {
    return trustedTypes?.createPolicy('bandoc', { createHTML: (text) => text });
  } catch {
    return undefined;
  }
}

/** Whether templates can be made on this page: with the policy, or where the page does not enforce Trusted Types. */
export function canRender(): boolean {
  if (policy || !trustedTypes) return true;
  try {
    // Asked only where the policy was refused: on a page that enforces, this very assignment is one of the page's violations.
    document.createElement('script').text = ' ';
    return true;
  } catch {
    return false;
  }
}

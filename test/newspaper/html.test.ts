import { describe, expect, it } from 'vitest';
import { html } from '../../examples/newspaper/src/html.ts';
import { contentSecurityPolicy } from '../../examples/newspaper/src/policy.ts';

describe('the template', () => {
  it('escapes every text, in elements and in attributes', () => {
    const hostile = `"><script>alert('&amp;')</script>`;
    expect(html`<p title="${hostile}">${hostile}</p>`.source).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;</p>',
    );
  });

  it('keeps what it made itself, joins lists, and leaves nothing for undefined and false; 0 and empty text are texts', () => {
    expect(html`<ul>${['<', '>'].map((sign) => html`<li>${sign}</li>`)}</ul>`.source).toBe('<ul><li>&lt;</li><li>&gt;</li></ul>');
    expect(html`[${undefined}${false}${0}${''}]`.source).toBe('[0]');
  });

  it('takes no look-alike of its own for HTML', () => {
    const alike = JSON.parse('{"source":"<b>"}') as string;
    expect(() => html`${alike}`).toThrow(TypeError);
  });
});

describe('the policy', () => {
  it('lets no header of a request into itself', () => {
    expect(contentSecurityPolicy('', "x; script-src 'unsafe-inline'")).toContain("connect-src 'self';");
    expect(contentSecurityPolicy('', '[::1]:8080')).toContain('ws://[::1]:8080 wss://[::1]:8080');
  });
});

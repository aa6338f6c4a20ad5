import { ruleOf } from '../conformance-case.ts';
import type { Result } from '../run.ts';
import { badgesOf, type Report } from './report.ts';
import { tallyOf } from './tally.ts';

const STYLE = `
:root{color-scheme:light dark;--passed:#18794e;--failed:#cd2b31;--unproven:#946800;--line:#8884}
@media (prefers-color-scheme:dark){:root{--passed:#4cc38a;--failed:#ff6369;--unproven:#f1a10d}}
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.125rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:start;vertical-align:top}
.passed{color:var(--passed)}.failed{color:var(--failed)}.unproven{color:var(--unproven)}
summary{cursor:pointer}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dd{margin:0;overflow-wrap:anywhere}
pre{overflow:auto;border:1px solid var(--line);border-radius:.375rem;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}`;

/** The report as a page that stands alone: no script, and nothing from elsewhere. */
export function htmlReport(report: Report): string {
  const { target, level, results, rules, took } = report;
  const { passed, failed, remarks, unproven } = tallyOf(results);
  const sections = new Map<string, Result[]>();
  for (const result of results) sections.set(ruleOf(result.case), [...(sections.get(ruleOf(result.case)) ?? []), result]);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(target.about.site)}: bandoc.v1, level ${level}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(target.url)}, level ${level}</h1>
<p><strong class="passed">${passed} passed</strong>, <strong class="failed">${failed} failed</strong>, ${remarks} remarks, <strong class="unproven">${unproven} unproven</strong>, in ${Math.round(took / 100) / 10} s.</p>
<p>Badges: ${escape(badgesOf(report).join(', ') || 'none')}</p>
${[...sections].map(([rule, all]) => sectionOf(rule, rules.get(rule) ?? '', all)).join('\n')}
</main></body></html>
`;
}

function sectionOf(rule: string, sentence: string, results: readonly Result[]): string {
  return `<section><h2 id="${escape(rule)}">${escape(rule)}</h2><p>${escape(sentence)}</p><table><tbody>${results.map(rowOf).join('')}</tbody></table></section>`;
}

function rowOf(result: Result): string {
  const { case: one, binding, verdict, took } = result;
  const about = `${escape(one.id)} <small>${escape(binding)}</small>`;
  return `<tr><td class="${verdict}">${verdict}</td><td>${about}</td><td>${verdict === 'passed' ? escape(one.says) : detailsOf(result)}</td><td>${took} ms</td></tr>`;
}

function detailsOf({ case: one, verdict, demanded = '', came = '', lines = [] }: Result): string {
  const terms = { demanded, ...(verdict === 'failed' && { came, usually: one.usually }) };
  const told = lines.map(({ way, over, what }) => `${way === 'sent' ? '→' : '←'} ${over}  ${what}`).join('\n');
  return `<details${verdict === 'failed' ? ' open' : ''}><summary>${escape(one.says)}</summary><dl>${Object.entries(terms)
    .map(([name, value]) => `<dt>${name}</dt><dd>${escape(value)}</dd>`)
    .join('')}</dl>${told && `<pre>${escape(told)}</pre>`}</details>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

import { ruleOf } from '../conformance-case.ts';
import type { Result } from '../run.ts';
import { badgesOf, type Report } from './report.ts';
import { type Outcome, outcomeOf, tallyOf } from './tally.ts';

const STYLE = `
:root{color-scheme:light dark;--passed:#18794e;--failed:#cd2b31;--remark:#0b68cb;--unproven:#946800;--line:#8884}
@media (prefers-color-scheme:dark){:root{--passed:#4cc38a;--failed:#ff6369;--remark:#70b8ff;--unproven:#f1a10d}}
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.125rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}td{border-bottom:1px solid var(--line);padding:.35rem .5rem;vertical-align:top;overflow-wrap:anywhere}
td:nth-child(1){width:5.5rem}td:nth-child(2){width:30%}td:nth-child(4){width:5.5rem;text-align:end;white-space:nowrap}
.passed{color:var(--passed)}.failed{color:var(--failed)}.remark{color:var(--remark)}.unproven{color:var(--unproven)}
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
<p><strong class="passed">${passed} passed</strong>, <strong class="failed">${failed} failed</strong>, <strong class="remark">${remarks} remarks</strong>, <strong class="unproven">${unproven} unproven</strong>, in ${Math.round(took / 100) / 10} s.</p>
<p>Badges: ${escape(badgesOf(report).join(', ') || 'none')}</p>
${listOf('failed', 'To be mended', results)}${listOf('remark', 'Remarks', results)}${[...sections].map(([rule, all]) => sectionOf(rule, rules.get(rule) ?? '', all)).join('\n')}
</main></body></html>
`;
}

/** Where each of an outcome is told; nothing where there is none. */
function listOf(outcome: Outcome, title: string, results: readonly Result[]): string {
  const such = results.filter((result) => outcomeOf(result) === outcome);
  const links = such.map(
    (one) => `<li><a href="#${escape(idOf(one))}">${escape(one.case.id)}</a> <small>${escape(one.binding)}</small> ${escape(one.case.says)}</li>`,
  );
  return such.length ? `<h2 class="${outcome}">${title}</h2><ul>${links.join('')}</ul>` : '';
}

function idOf({ case: { id }, binding }: Result): string {
  return `${id}.${binding}`;
}

function sectionOf(rule: string, sentence: string, results: readonly Result[]): string {
  return `<section><h2 id="${escape(rule)}">${escape(rule)}</h2><p>${escape(sentence)}</p><table><tbody>${results.map(rowOf).join('')}</tbody></table></section>`;
}

function rowOf(result: Result): string {
  const { case: one, binding, verdict, took } = result;
  const outcome = outcomeOf(result);
  const about = `${escape(one.id)} <small>${escape(binding)}</small>`;
  return `<tr id="${escape(idOf(result))}"><td class="${outcome}">${outcome}</td><td>${about}</td><td>${verdict === 'passed' ? escape(one.says) : detailsOf(result)}</td><td>${took} ms</td></tr>`;
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

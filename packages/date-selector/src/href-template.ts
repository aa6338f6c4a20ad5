import { partsOf } from './calendar-day.ts';

/** Where a template is filled in. */
export interface TemplateContext {
  /** Minutes ahead of UTC of the place where the paper's day begins. */
  readonly offset: number;
  /** What a relative address is relative to. */
  readonly page: string;
}

const DAY_SECONDS = 86_400;

/** What can stand in a template, each with what it becomes. */
const TOKENS: Readonly<Record<string, (day: string, offset: number) => string>> = {
  yyyy: (day) => day.slice(0, 4),
  mm: (day) => day.slice(5, 7),
  dd: (day) => day.slice(8, 10),
  m: (day) => String(partsOf(day).month),
  d: (day) => String(partsOf(day).day),
  iso: (day) => day,
  'from-unix': (day, offset) => String(startOf(day, offset)),
  'to-unix': (day, offset) => String(startOf(day, offset) + DAY_SECONDS - 1),
};

export const TEMPLATE_TOKENS = Object.keys(TOKENS);

function startOf(day: string, offset: number): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000 - offset * 60;
}

/** The address of a day's paper: the template with its tokens (`{yyyy}`, `{from-unix}` …) filled in. */
export function fillTemplate(template: string, day: string, { offset }: Pick<TemplateContext, 'offset'>): string {
  return template.replace(/\{([a-z-]+)\}/g, (all, token: string) => (Object.hasOwn(TOKENS, token) ? (TOKENS[token]?.(day, offset) ?? all) : all));
}

/** What is wrong with a template, in words for the page's author; undefined for a good one. */
export function faultOfTemplate(template: string, { page }: Pick<TemplateContext, 'page'>): string | undefined {
  const unknown = [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '').find((token) => !Object.hasOwn(TOKENS, token));
  if (unknown !== undefined) return `"{${unknown}}" is no token; there are {${TEMPLATE_TOKENS.join('} {')}}`;
  if (!template.includes('{')) return `"${template}" has no token, so every day would have one address`;
  try {
    const { protocol } = new URL(fillTemplate(template, '2020-10-22', { offset: 0 }), page);
    return protocol === 'http:' || protocol === 'https:' ? undefined : `"${template}" is no http(s) address`;
  } catch {
    return `"${template}" is no address`;
  }
}

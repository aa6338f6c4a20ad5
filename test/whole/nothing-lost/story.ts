/** What happened in one run, a line each, so that a failing one can be told briefly. */
export interface Story {
  note(who: string, what: string): void;
  /** The lines that name one of these, and those of everybody. */
  about(names: readonly string[]): string;
}

/** Whom everybody hears of. */
export const EVERYBODY = 'server';

export function createStory(): Story {
  const begun = Date.now();
  const lines: Array<{ readonly who: string; readonly line: string }> = [];
  return {
    note: (who, what) => void lines.push({ who, line: `${String(Date.now() - begun).padStart(6)} ${who}: ${what}` }),
    about: (names) => {
      const told = lines.filter(({ line }) => names.some((name) => line.includes(name)));
      const first = lines.indexOf(told[0] as (typeof lines)[number]);
      const last = lines.lastIndexOf(told.at(-1) as (typeof lines)[number]);
      const near = (i: number) => first < 0 || (i >= first - 30 && i <= last + 30);
      return lines
        .filter((one, i) => told.includes(one) || (one.who === EVERYBODY && near(i)))
        .map(({ line }) => line)
        .join('\n');
    },
  };
}

import type { LineState } from '../line.ts';
import { startNewsroom } from '../newsroom.ts';

/** What the paper printed in September and October 2020: articles a day. */
const PRINTED: Readonly<Record<string, number>> = {
  '2020-09-02': 6,
  '2020-09-15': 2,
  '2020-09-30': 3,
  '2020-10-01': 4,
  '2020-10-02': 2,
  '2020-10-03': 1,
  '2020-10-05': 3,
  '2020-10-06': 5,
  '2020-10-07': 2,
  '2020-10-08': 7,
  '2020-10-10': 9,
  '2020-10-12': 3,
  '2020-10-14': 4,
  '2020-10-15': 12,
  '2020-10-16': 3,
  '2020-10-19': 2,
  '2020-10-20': 8,
  '2020-10-21': 3,
  '2020-10-22': 5,
};

/** Loads the `client` of a newsroom that has printed these articles, over such a line. */
export const printed = (line: LineState = 'good') => [
  async () => {
    const articles = Object.entries(PRINTED).flatMap(([day, count]) =>
      Array.from({ length: count }, (_, i) => ({ thread: `${day}-${i}`, at: `${day}T08:00:00+07:00` })),
    );
    return { client: (await startNewsroom({ articles }, { line })).client };
  },
];

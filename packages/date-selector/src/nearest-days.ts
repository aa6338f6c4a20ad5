/** The last day before and the first day after one, of those that are known to have articles. */
export interface NearestDays {
  readonly before?: string;
  readonly after?: string;
}

export function nearestDays(day: string, withArticles: Iterable<string>): NearestDays {
  let before: string | undefined;
  let after: string | undefined;
  for (const other of withArticles) {
    if (other < day && !(before && before > other)) before = other;
    if (other > day && !(after && after < other)) after = other;
  }
  return { ...(before && { before }), ...(after && { after }) };
}

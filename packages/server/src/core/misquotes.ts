import { emptyQuotes } from './change-comment.ts';
import type { Projection } from './projector.ts';

/** Empties what a crash left of quotes that their comments do not bear out any more (rules QT2, DL2). */
export const misquotes: Projection = {
  detail: 'emptying quotes',
  isDue: async (reader) => (await reader.misquoted(1)).length > 0,
  step: async (transaction, settings) => {
    const [due] = await transaction.misquoted(1);
    return new Set(due && (await emptyQuotes(due.target, transaction, settings)));
  },
};

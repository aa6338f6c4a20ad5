/** What a server may have beyond the least, by its word in `feat` (rule FT1). */
export const FEATURES = [
  'parent',
  'old',
  'top',
  'around',
  'head',
  'guest',
  'badges',
  'import',
  'edit',
  'past',
  'react',
  'flag',
  'quote',
  'mention',
  'names',
  'mine',
  'mod',
  'count',
  'articles',
  'tally',
  'days',
  'note',
] as const;

export type Feature = (typeof FEATURES)[number];

/** Rules that no server can be seen to keep from outside, and why. */
export const unseenRules: ReadonlyMap<string, string> = new Map([
  ['MO6', 'What is written down of each act of the newsroom is read by its operator; no topic shows more of it than `by` and `reason` (MO2).'],
]);

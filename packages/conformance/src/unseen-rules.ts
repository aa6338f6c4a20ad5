/** Rules that no case can see of a server from outside, and why. */
export const unseenRules: ReadonlyMap<string, string> = new Map([
  ['MD5', 'It says what a page names its thread: a rule of clients.'],
  ['MD8', 'It says what who applies items does with them: a rule of clients.'],
  ['MO6', 'What is written down of each act of the newsroom is read by its operator; no topic shows more of it than `by` and `reason` (MO2).'],
]);

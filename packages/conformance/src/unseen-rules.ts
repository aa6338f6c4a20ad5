/** Rules that no case can see of a server from outside, with why. */
export const unseenRules: ReadonlyMap<string, string> = new Map([
  ['MD5', 'It says what a page names its thread: a rule of clients.'],
  ['MD8', 'It says what who applies items does with them: a rule of clients.'],
]);

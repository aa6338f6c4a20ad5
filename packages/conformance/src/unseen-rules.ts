/** Rules that no case can see of a server from outside, and why. */
export const unseenRules: ReadonlyMap<string, string> = new Map([
  ['MD5', 'It says what a page names its thread: a rule of clients.'],
  ['FT2', 'It says what a page offers its reader: a rule of clients.'],
  ['CL1', 'A rule of clients: scenario EV1.gap-once.'],
  ['CL2', 'A rule of clients: scenarios EV1.gap, EV1.gap-cursor, SN3.cursor, PT4.cursor.'],
  ['CL3', 'A rule of clients: scenarios EV4.ahead, EV4.behind, EV4.silence.'],
  ['CL4', 'A rule of clients: scenarios MD4.event, MD4.delta, MD4.page, SB5.reset.'],
  ['CL5', 'A rule of clients: scenarios PT2.lost, PT2.silence, PT7.seen, PT7.final.'],
  ['CL6', 'A rule of clients: scenarios WS5.backoff, WS5.4001, WS5.4003, HT9.busy.'],
  ['CL7', 'A rule of clients: scenario MN3.unsent.'],
  ['CL8', 'A rule of clients: scenarios SN3.beyond, SN1.prefix.'],
  ['MD8', 'It says what who applies items does with them: a rule of clients.'],
  ['MO6', 'What is written down of each act of the newsroom is read by its operator; no topic shows more of it than `by` and `reason` (MO2).'],
]);

import { completeSettings, OFFERED, type Rate, type Rates, type Settings } from '../core/index.ts';
import { type Kind, listOf, oneOf, origin, rate, reaction, text, timeZone, whole, word } from './kind.ts';
import type { Setting } from './setting.ts';

const { rates: RATES, ...DEFAULTS } = completeSettings({ site: '' });

const bytes = whole(1, 1_000_000_000);
const number = whole(1, 1_000_000_000);
const ms = whole(1, 86_400_000);

/** What the core is set by, its rates apart; that there is none missing is checked by the type. */
export const coreSettings: { readonly [N in Exclude<keyof Settings, 'rates'>]: Setting<Settings[N]> } = {
  site: {
    ...setting(
      'site',
      text('1 to 64 characters', (value) => value.length >= 1 && value.length <= 64),
      'The name of the site: what pages greet with, and the audience of tokens.',
    ),
    needed: true,
  },
  origins: setting('origins', listOf(origin), 'The pages that may write and open sockets.'),
  tz: setting('tz', timeZone, 'The time zone that days are counted in; a store keeps the one it was filled under.'),
  threads: setting('threads', oneOf('known', 'open'), 'known: a thread needs a published article; open: any name is a thread.'),
  without: setting('without', listOf(oneOf(...OFFERED)), 'Features that this site does not want, by their words in PROTOCOL.md: guest, react …'),
  openScope: setting('openScope', word, 'The scope whose tally counts threads without an article, where threads are open.'),
  message: setting('message', bytes, 'Bytes of one message.'),
  batch: setting('batch', number, 'Frames in one message.'),
  pending: setting('pending', number, 'Frames of one connection that wait for their turn; beyond it the connection ends.'),
  subs: setting('subs', number, 'Topics that one connection follows.'),
  text: setting('text', number, 'Code points of a comment.'),
  textBytes: setting('textBytes', bytes, 'Bytes of a comment.'),
  name: setting('name', number, 'Grapheme clusters of a display name.'),
  nameBytes: setting('nameBytes', bytes, 'Bytes of a display name.'),
  links: setting('links', whole(0, 1_000), 'Links in a comment.'),
  quote: setting('quote', whole(0, 500), 'Code points of what a comment quotes.'),
  data: setting('data', bytes, 'Bytes of the data of one write.'),
  dataDepth: setting('dataDepth', whole(1, 100), 'Levels of the data of one write.'),
  dataKeys: setting('dataKeys', number, 'Keys in any one object of the data of one write.'),
  replyDepth: setting('replyDepth', whole(0, 8), 'Levels of replies below a first comment.'),
  items: setting('items', whole(1, 200), 'Items in one snapshot or event.'),
  itemsBytes: setting('itemsBytes', bytes, 'Bytes of the items in one snapshot or event.'),
  roots: setting('roots', whole(1, 50), 'First comments in a snapshot that asks for no number.'),
  repliesAlong: setting('repliesAlong', whole(0, 50), 'Replies that come along with each first comment.'),
  badFrames: setting('badFrames', number, 'Bad frames of one connection in a minute before it is ended.'),
  connectionsPerAddress: setting('connectionsPerAddress', number, 'Connections of one network: an IPv4 address, or an IPv6 /56.'),
  connectionsPerUser: setting('connectionsPerUser', number, 'Connections of one user.'),
  hold: setting('hold', oneOf('none', 'guests', 'links', 'all'), 'Whose comments wait for a moderator: nobody’s, guests’, those with links, everybody’s.'),
  reactions: setting('reactions', listOf(reaction), 'The kinds of reactions that readers may give.'),
  networks: setting('networks', listOf(reaction), 'The networks that shares of a page are counted by.'),
  topDoubling: setting(
    'topDoubling',
    ms,
    'Ms by which a comment must be younger to stand beside one that moved twice as many people, where the most moving come first.',
  ),
  editWindow: setting('editWindow', whole(0, 31_536_000_000), 'Ms after its writing in which an author may edit a comment; 0 is not at all.'),
  sendBudget: setting('sendBudget', bytes, 'Bytes that may wait to be sent on one connection before news are gathered instead.'),
  tick: setting('tick', ms, 'Least ms between two events of one topic.'),
  hotTick: setting('hotTick', ms, 'Ms between two events of one topic that so many follow that telling them takes long.'),
  head: setting('head', ms, 'Least ms between two notes to one who follows a thread for its total alone.'),
  beacon: setting('beacon', ms, 'Ms after which a silent topic gets a beacon.'),
  slow: setting('slow', ms, 'Ms that a connection may leave more than its budget unread before it is ended.'),
  ping: setting('ping', ms, 'Ms between two questions to a socket whether its page is there.'),
  stream: setting('stream', ms, 'Ms that a stream of events over HTTP lives, a quarter more or less.'),
  drain: setting('drain', ms, 'Ms that a server which is told to end waits for what it began.'),
  hello: setting('hello', ms, 'Ms that a connection may take to greet.'),
  projection: setting('projection', ms, 'Least ms between two counts of the tallies.'),
  poll: setting('poll', ms, 'Ms after which a page that cannot follow asks again.'),
};

/** How often things may happen. */
export const rateSettings: { readonly [N in keyof Rates]: Setting<Rate> } = {
  add: rateOf('add', 'Comments of one reader.'),
  'guest-add': rateOf('guest-add', 'Comments of all guests of one network.'),
  react: rateOf('react', 'Reactions, reports and counted shares of one reader.'),
  'guest-react': rateOf('guest-react', 'Reactions, reports and counted shares of all guests of one network.'),
  sub: rateOf('sub', 'Topics that one connection begins to follow.'),
  read: rateOf('read', 'Single reads of one connection; by POST, of one network.'),
  get: rateOf('get', 'GETs of one network, which a whole province or an edge cache may share.'),
};

function setting<N extends keyof typeof DEFAULTS>(name: N, kind: Kind<Settings[N]>, says: string): Setting<Settings[N]> {
  return { kind, says, fallback: DEFAULTS[name] } as Setting<Settings[N]>;
}

function rateOf(name: keyof Rates, says: string): Setting<Rate> {
  return { kind: rate, says, fallback: RATES[name] };
}

/** Throws in words where a core's settings are not allowed. */
export function checkSettings({ rates, ...settings }: Settings): void {
  const faults = [
    ...Object.entries(coreSettings).map(([name, { kind }]) => faultOf(`"${name}"`, kind, settings[name as keyof typeof settings])),
    ...Object.entries(rateSettings).map(([name, { kind }]) => faultOf(`"rates.${name}"`, kind, rates[name as keyof Rates])),
  ].filter(Boolean);
  if (faults.length) throw new Error(faults.join('\n'));
}

/** What is wrong with a value, in words that name the setting; '' where nothing is. */
function faultOf(name: string, kind: Pick<Kind<unknown>, 'allowed' | 'fits'>, value: unknown): string {
  return kind.fits(value) ? '' : `The setting ${name} is ${JSON.stringify(value)}; allowed is ${kind.allowed}.`;
}

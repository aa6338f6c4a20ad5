// A newsroom's side of bandoc.v1, level 2: requests, a stream and a WebSocket.
// The ids in comments are rules of PROTOCOL.md.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { WebSocketServer } from 'ws';

const setting = (name, otherwise) => process.env[`BANDOC_${name}`] ?? otherwise;
const [SITE, SECRET, FILE] = [setting('SITE', 'demo'), setting('SECRET', ''),
  setting('FILE', 'bandoc.db')];
const [ORIGINS, TZ] = [setting('ORIGINS', '').split(','), setting('TZ', 'Asia/Ho_Chi_Minh')];
const TICK = 250;
const MAX = { message: 65_536, batch: 20, subs: 16, text: 2_000, budget: 262_144, ping: 25_000,
  slow: 30_000,
  hello: 10_000, beacon: 25_000, stream: 60_000 };
for (const name of Object.keys(MAX)) MAX[name] = Number(setting(name.toUpperCase(), MAX[name]));
const STATUS = { auth: 401, denied: 403, 'not-found': 404, rate: 429, internal: 500, busy: 503 };
const CLOSE = { version: 4001, denied: 4003, 'not-found': 4003, busy: 4100, internal: 4100,
  slow: 4101, rate: 4102 };
const THREAD = { id: '_thread', v: 0, reactions: [], policy: { guests: 'no' } };
const TOPIC = '[a-z]{1,16}:[\\w.~-]{1,64}(:\\d{4}-\\d\\d)?';
const CURSOR = '[\\w-]{1,32}:\\d{1,16}';
const NAME = '"[\\w.~-]{1,64}"';
const LOOKS = new Map(Object.entries({ // of fields, as JSON (FR2)
  '\\d{1,16}': 'id time at closesAt', '".*"': 'op site auth url title name text q',
  '{.*}': 'data guest', '\\[.*\\]': 'v', '[1-9]|[1-4]\\d|50': 'limit',
  [NAME]: 'target around thread', [`null|${NAME}`]: 'parent',
  [`\\[(${NAME},?)*\\]`]: 'ids scopes', '"[\\w-]{16,64}"': 'key', [`"${TOPIC}"`]: 'topic',
  [`"${CURSOR}"`]: 'since', '"at-?\\d{1,15}"': 'page', '"\\d{1,16}"': 'min',
  '"(new|old|top)"': 'sort',
  '"(items|head|off)"': 'follow', '"(shown|hidden|gone)"': 'state',
}).flatMap(([look, names]) =>
  names.split(' ').map((name) => [name, new RegExp(`^(${look})$`, 's')])));

class Refusal extends Error {
  constructor(code, why, more = code === 'auth' || code === 'reset' ? { retry: 0 } : {}) { // ER2
    super(why);
    this.frame = { t: 'err', code, msg: why.slice(0, 200), ...more };
  }
}
function refuse(...why) { throw new Refusal(...why); }
function bound(value, depth = 1) { // LM4
  if (value === null || typeof value !== 'object') return;
  const all = Object.values(value);
  if (depth > 8 || all.length > 32 && !Array.isArray(value)) refuse('bad-frame', 'data: too much');
  for (const one of all) bound(one, depth + 1);
}
function check(frame, needed) {
  bound(frame?.data);
  const lacks = needed.split(' ').find((name) => !Object.hasOwn(Object(frame), name));
  if (lacks) refuse('bad-frame', `${lacks}: missing`);
  for (const [name, value] of Object.entries(frame))
    if (LOOKS.get(name)?.test(JSON.stringify(value)) === false)
      refuse('bad-frame', `${name}: not as asked`);
}
function clean(text) { // MD7
  return text.toWellFormed().replace(/[^\P{Cc}\n\r\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\r\n?/g, '\n').replaceAll('\t', ' ').normalize().trim().replace(/\n\s*\n/g, '\n\n');
}
const dayOf = (ms) => new Intl.DateTimeFormat('en-CA', { timeZone: TZ }).format(ms);

// ---- Storage: topics with their seqs, items as JSON. A commit has survived a power cut (PT3).
const db = new DatabaseSync(FILE);
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS topic (name TEXT PRIMARY KEY, head INTEGER, total INTEGER);
  CREATE TABLE IF NOT EXISTS item (topic TEXT, body TEXT, id AS (body ->> 'id'),
    at AS (max(body ->> 'v',
    ifnull(body ->> '$.counts.v', 0))), parent AS (body ->> 'parent'), place AS (body ->> 'place'));
  CREATE UNIQUE INDEX IF NOT EXISTS by_id ON item (topic, id);
  CREATE INDEX IF NOT EXISTS by_place ON item (topic, parent, place);
  CREATE INDEX IF NOT EXISTS by_change ON item (topic, at)`);
const queries = new Map();
function sql(query, ...values) {
  if (!queries.has(query)) queries.set(query, db.prepare(query));
  return queries.get(query).all(...values);
}
const items = (where, ...values) =>
  sql(`SELECT body FROM item WHERE topic = ? ${where}`,
    ...values).map(({ body }) => JSON.parse(body));
const item = (topic, id) => items('AND id = ?', topic, id)[0];
const save = (topic, one) => sql('REPLACE INTO item VALUES (?, ?)', topic, JSON.stringify(one));
const state = (topic) => sql('SELECT * FROM topic WHERE name = ?', topic)[0]
  ?? { head: 0, total: 0 };
const raise = (topic, more = 0) => sql(`INSERT INTO topic VALUES (?, 1, ?) ON CONFLICT DO UPDATE
  SET head = head + 1, total = total + excluded.total RETURNING head`, topic, more)[0].head; // MD2
function write(work, ...values) {
  db.exec('BEGIN IMMEDIATE');
  try {
    const answer = work(...values);
    db.exec('COMMIT');
    writeFileSync(`${FILE}.writes`, String(state('store').head));
    return answer;
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK');
  }
}
function findEpoch() { // MD4: fewer writes than the file beside it counts: a backup was put back
  const counted = existsSync(`${FILE}.writes`) ? Number(readFileSync(`${FILE}.writes`, 'utf8')) : 0;
  if (item('store', 'epoch') && state('store').head >= counted) return item('store', 'epoch').epoch;
  save('store', { id: 'epoch', v: 0, epoch: randomBytes(6).toString('hex') });
  sql(`REPLACE INTO topic VALUES ('store', ?, 0)`, counted);
  return findEpoch();
}
const EPOCH = findEpoch();
const rates = new Map();
function spend(who, burst, each) { // LM6, LM8
  const at = Math.max(Date.now(), rates.get(who) ?? 0) + each;
  const wait = at - Date.now() - burst * each;
  if (wait > 0) refuse('rate', 'too often', { retry: wait });
  rates.set(who, at);
}

// ---- Who speaks
function reader(token) { // TK1, TK2, TK4
  const [head, body, mac = ''] = token.split('.');
  const signed = createHmac('sha256', SECRET).update(`${head}.${body}`).digest();
  const said = Buffer.from(mac, 'base64url');
  const no = () => refuse('auth', 'the token does not verify');
  if (SECRET === '' || token.length > 4_096) no(); // TK4
  if (said.length !== 32 || !timingSafeEqual(signed, said)) no();
  const [{ alg }, claims] = [head, body].map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  const text = (one, look = /./) => (typeof one === 'string' && look.test(one) ? one : undefined);
  const words = (claim, look) =>
    Array.isArray(claims[claim]) ? claims[claim].filter((one) => text(one, look)) : [];
  const left = claims.exp - Date.now() / 1_000;
  if (alg !== 'HS256' || !text(claims.sub) || ![claims.aud].flat().includes(SITE)
    || !(left > -30 && left < 630)) no();
  const roles = words('roles', /^(moderator|staff)$/);
  // PT15
  const badges = [...new Set([...words('badges', /^[a-z][a-z0-9-]{0,23}$/).slice(0, 4), ...roles])];
  const avatar = text(claims.avatar, /^https:\/\/.{1,492}$/);
  const author = { id: claims.sub, name: clean(text(claims.name) ?? ''), avatar,
    ...(badges[0] && { badges }) };
  return { author, roles, rights: words('rights'), exp: claims.exp * 1_000 };
}
const about = () => ({ site: SITE, now: Date.now(), max: MAX, tick: TICK, tz: TZ,
  feat: ['parent'] });
function hello(frame, speaker) {
  check(frame, 'id v site');
  if (frame.site !== SITE) refuse('not-found', 'site: not served here'); // HS8
  // HS2
  if (!frame.v.includes(1)) refuse('version', 'v: none in common', { data: { min: 1, max: 1 } });
  if (frame.guest) refuse('unsupported', 'guest: readers sign in here');
  if ('auth' in frame || !speaker.isRequest) speaker.who = undefined; // HS6, HS7
  if ('auth' in frame) speaker.who = reader(frame.auth);
  const { author, roles, exp } = speaker.who ?? {};
  return { t: 'welcome', v: 1, ...about(), ...(author && { user: { ...author, roles }, exp }) };
}

// ---- Reading
// EV2: of comments that only counted, the counters; too much is none (EV6)
function news(topic, since) {
  const all = items('AND at > ? LIMIT 201', topic, since)
    .map((one) => (one.v > since ? one : { id: one.id, counts: one.counts }));
  return all.length <= 200 && Buffer.byteLength(JSON.stringify(all)) <= 131_072 ? all : undefined;
}
const below = (topic, parent, after, limit) =>
  items('AND parent IS ? AND place > ? ORDER BY place LIMIT ?', topic, parent, after, limit);
// SN1 to SN3
function page({ topic, parent = null, page: after, limit = 20 }) {
  if (parent && !item(topic, parent)) refuse('not-found', 'parent');
  const found = below(topic, parent, Number(after?.slice(2) ?? -1e15), limit + 1);
  const some = found.slice(0, limit);
  const first = parent ? [] : some.flatMap(({ id }) => below(topic, id, 0, 3));
  const more = found.length > limit ? `at${some.at(-1).place}` : undefined;
  return { items: [...some, ...first], sort: parent ? 'old' : 'new', more };
}
function sub(frame, follow = 'poll') {
  check(frame, 'topic');
  const { topic, since = ':', ids } = frame;
  const [kind, , month] = topic.split(':');
  const isPage = ['page', 'parent', 'around'].some((name) => name in frame);
  const isOff = frame.follow === 'off';
  if (isPage && !isOff) refuse('bad-frame', 'follow: off expected'); // SB6
  if (!['thread', 'tally', 'days'].includes(kind) || frame.around || frame.q
    || (frame.sort ?? 'new') !== 'new')
    refuse('unsupported', 'not here');
  if ((kind === 'days') !== Boolean(month)) refuse('not-found', 'topic: a month belongs to days');
  const { head, total } = state(topic);
  const [epoch, seq] = since.split(':');
  const isSame = epoch === EPOCH && !isPage;
  if (isSame && Number(seq) > head) refuse('reset', 'since: lies ahead'); // SB5
  const snap = { t: 'snap', topic, at: `${EPOCH}:${head}`, now: Date.now(),
    mode: isPage ? 'page' : 'full',
    ...(isOff ? { follow: 'off' } : follow === 'poll' ? { follow, next: 10_000 } : { follow }) };
  const changes = isSame ? news(topic, Number(seq)) : undefined; // SB4
  if (kind === 'thread') Object.assign(snap, { total }, changes ? {} : page(frame));
  // TF1
  if (kind === 'thread' && !isPage && !changes) snap.items.push(item(topic, '_thread') ?? THREAD);
  if (changes) Object.assign(snap, { mode: 'delta', items: changes });
  snap.items ??= items(`AND body ->> 'count' > 0`, topic);
  if (ids) snap.items = snap.items.filter(({ id }) => ids.includes(id)); // SN7
  return snap;
}

// ---- Writing: every check comes before the first change.
function recount(topic, id, more) { // DV1, DV3
  const count = (item(topic, id)?.count ?? 0) + more;
  if (more) save(topic, { id, v: raise(topic), count });
}
function settle(topic, up, v, more) { // PT10, DL3
  if (up && more) save(topic, { ...up, counts: { v, replies: up.counts.replies + more } });
  const thread = topic.slice(7);
  for (const scope of item('article', thread)?.scopes ?? [])
    recount(`tally:${scope}`, thread, more);
}
function faultOf(text) { // PT13
  if (text === '') return 'empty';
  if ([...text].length > 2_000 || Buffer.byteLength(text) > 8_000) return 'too-long';
  return (text.match(/https?:\/\/|\bwww\./gi)?.length ?? 0) > 3 ? 'links' : undefined;
}
function add(topic, key, data, who) {
  check(data, 'parent text');
  const [text, imports] = [clean(data.text), who.rights.includes('import')];
  // PT8
  if (!imports && ['name', 'time', 'state'].some((name) => name in data))
    refuse('denied', 'import');
  // PT12
  if (!imports && item(topic, '_thread')?.closesAt <= Date.now()) refuse('closed', 'takes no more');
  const fault = faultOf(text);
  if (fault) refuse('invalid', `text: ${fault}`, { data: { fields: { text: fault } } });
  let up = data.parent === null ? undefined : item(topic, data.parent);
  if (data.parent !== null && up?.state !== 'shown') refuse('not-found', 'parent');
  if (up?.depth === 8) up = item(topic, up.parent); // PT11
  if (!imports) spend(who.author.id, 3, 10_000);
  const { time = Date.now(), state: is = 'shown', name } = data;
  const v = raise(topic, is === 'shown' ? 1 : 0);
  settle(topic, up, v, is === 'shown' ? 1 : 0);
  save(topic, { id: key, v, c: v, place: up ? v : -v, depth: up ? up.depth + 1 : 0,
    parent: up?.id ?? null,
    author: name === undefined ? who.author : { id: key, name: clean(name) }, time, state: is,
    counts: { v, replies: 0 }, ...(is === 'shown' && { text }) });
}
function del(topic, target, data, who) { // DL1 to DL4
  const one = item(topic, target ?? '') ?? {};
  if (one.state !== 'shown') refuse('not-found', 'target');
  if (one.author.id !== who.author.id && !who.roles.includes('moderator'))
    refuse('denied', 'not hers');
  const v = raise(topic, -1);
  settle(topic, item(topic, one.parent), v, -1);
  save(topic, { ...one, v, state: 'gone', text: undefined });
}
function put(frame, { who }) {
  check(frame, 'id topic key op data');
  const { topic, key, op, data } = frame;
  if (!who) refuse('auth', 'put: nobody speaks'); // PT9
  // PT14
  if (!['add', 'del'].includes(op) || !topic.startsWith('thread:')) refuse('unsupported', 'op');
  const id = op === 'add' ? key : frame.target;
  const what = createHash('sha256').update(JSON.stringify([who.author.id, topic, op, id, data]))
    .digest('hex');
  const known = item('done', key); // before all else (PT6)
  if (known && known.what !== what) refuse('key-reuse', 'key: taken'); // PT5
  if (!known) (op === 'add' ? add : del)(topic, id, data, who);
  if (!known) save('done', { id: key, v: raise('store'), what });
  const one = item(topic, id);
  return { t: 'ok', key, item: one, at: `${EPOCH}:${op === 'add' ? one.c : one.v}`,
    ...(known && { dup: true }) };
}

// ---- The paper's own system (AR1 to AR4)
function tell(said) {
  const topic = `thread:${said.thread}`;
  const old = item('article', said.thread) ?? { withdrawn: true, scopes: [] };
  if (old.withdrawn && said.withdrawn) return 0;
  const none = { id: said.thread, v: 0 };
  const now = said.withdrawn ? { ...old, withdrawn: true, closesAt: Date.now() }
    : { ...none, ...said };
  if (isDeepStrictEqual(now, old)) return 0; // AR2
  for (const [article, more] of [[old, -1], [now, 1]]) for (const scope of article.scopes) {
    recount(`tally:${scope}`, said.thread, more * state(topic).total);
    const day = dayOf(article.at);
    if (!article.withdrawn) recount(`days:${scope}:${day.slice(0, 7)}`, day, more);
  }
  // TF3
  if (old.closesAt !== now.closesAt)
    save(topic, { ...THREAD, v: raise(topic), closesAt: now.closesAt });
  save('article', now);
  return raise('store') && 1;
}
function articles(body, who) {
  if (!who) refuse('auth', 'articles: need a token');
  if (!who.rights.includes('articles')) refuse('denied', 'articles: need the right "articles"');
  for (const one of [body].flat())
    check(one, one?.withdrawn ? 'thread' : 'thread url title at scopes');
  return { changed: [body].flat().reduce((sum, one) => sum + tell(one), 0) };
}

// ---- Frames. An answer is undefined where there is none; `feed` is there on what stays open.
const HANDLERS = { hello: greet, put, sub: follow,
  unsub: (frame, { feed }) => void (feed ? feed.topics.delete(frame.topic)
    : refuse('unsupported', 'unsub')),
  note: (frame, { feed }) => void (feed ?? refuse('unsupported', 'note')) };
function greet(frame, speaker) {
  const welcome = hello(frame, speaker);
  const [{ feed }, id] = [speaker, speaker.who?.author.id];
  const isTooMany = feed && id && [...feeds].filter(({ who }) => who === id).length >= 20;
  if (isTooMany) refuse('busy', 'too many connections', { retry: 30_000 }); // LM9
  if (feed) feed.who = id;
  return welcome;
}
function follow(frame, { feed, network }) {
  check(frame, 'id topic');
  const isOff = !feed || frame.follow === 'off';
  // LM8
  spend(`${isOff ? 'read' : 'follow'} ${feed?.id ?? network}`, isOff ? 300 : 60,
    isOff ? 200 : 1_000);
  if (isOff) return sub(frame);
  if (frame.follow === 'head') refuse('unsupported', 'follow: items or off');
  // SB9
  if (!feed.topics.has(frame.topic) && feed.topics.size === MAX.subs)
    refuse('denied', 'too many topics');
  return feed.follow(frame);
}
function answer(frame, speaker) {
  const id = Number.isSafeInteger(frame?.id) ? { id: frame.id } : {};
  try {
    if (typeof frame?.t !== 'string') refuse('bad-frame', 't: a string expected');
    // HS1
    if (speaker.feed && !speaker.isGreeted && frame.t !== 'hello')
      refuse('auth', 'say hello first');
    if (!Object.hasOwn(HANDLERS, frame.t)) refuse('unsupported', 't: not here'); // FR3
    const said = HANDLERS[frame.t](frame, speaker);
    speaker.isGreeted = true;
    return said && { ...said, ...id };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    speaker.isGreeted ||= frame?.t === 'hello' && error.frame.code === 'auth'; // HS7
    return { ...error.frame, ...id };
  }
}

// ---- Feeds: what follows topics. News are read when there is room for them, and never wait (SL1).
const feeds = new Set();
class Feed {
  id = randomBytes(6).toString('hex');
  topics = new Map();
  constructor(send) {
    this.send = send;
    feeds.add(this);
  }
  follow(frame) {
    const snap = sub(frame, 'items');
    this.topics.set(frame.topic, { at: Number(snap.at.split(':')[1]), told: Date.now() });
    return snap;
  }
  tell(isLast = false) {
    const events = [];
    for (const [topic, last] of this.topics) {
      const { head: to, total } = state(topic);
      if (to === last.at && !isLast && Date.now() - last.told < MAX.beacon) continue; // EV4
      const more = topic.startsWith('thread:') ? { total } : {};
      events.push({ t: 'ev', topic, epoch: EPOCH, from: last.at, to,
        items: news(topic, last.at) ?? [], ...more });
      this.topics.set(topic, { at: to, told: Date.now() });
    }
    if (events.length) this.send(events);
  }
}
setInterval(() => { // EV5
  for (const feed of feeds) feed.tick();
}, TICK);

// ---- WebSocket (WS1 to WS6)
const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX.message,
  handleProtocols: () => 'bandoc.v1' });
function refuseUpgrade(socket, status, frame) {
  const body = JSON.stringify(frame);
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nConnection: close\r\n`
    + `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
function upgrade(request, socket, head) {
  if (!request.url.split('?')[0].endsWith('/v1/ws')) return; // somebody else's
  const { origin } = request.headers;
  const offered = request.headers['sec-websocket-protocol']?.split(/,\s*/) ?? [];
  if (origin !== undefined && !ORIGINS.includes(origin))
    return refuseUpgrade(socket, '403 Forbidden',
      { t: 'err', code: 'denied', msg: `not for pages of ${origin}` });
  if (!offered.includes('bandoc.v1'))
    return refuseUpgrade(socket, '400 Bad Request',
      { t: 'err', code: 'bad-frame', msg: 'bandoc.v1 expected' });
  sockets.handleUpgrade(request, socket, head, (ws) => converse(ws));
}
function converse(ws) {
  const feed = new Feed((frames) => ws.send(JSON.stringify(frames)));
  const speaker = { feed };
  const [waiting, bad] = [[], []];
  let [heard, full] = [Date.now(), 0];
  function end(frame, code = CLOSE[frame.code] ?? 4000) { // WS5
    feeds.delete(feed);
    ws.send(JSON.stringify([frame]));
    ws.close(code);
    setTimeout(() => ws.terminate(), MAX.slow);
  }
  function hear(text) {
    let frames;
    try { frames = [JSON.parse(text)].flat(); } catch { frames = [undefined]; }
    if (frames.length > MAX.batch) frames = [undefined]; // LM1
    let answers;
    try {
      answers = write(() => frames.map((frame) => answer(frame, speaker)).filter(Boolean));
    } catch (error) {
      console.error(error);
      return end({ t: 'err', code: 'internal', retry: 2_000, msg: 'a fault of the server' }); // ER3
    }
    const ends = speaker.isGreeted ? ['busy'] : ['busy', 'version', 'not-found'];
    const last = answers.find(({ t, code }) => t === 'err' && ends.includes(code));
    for (const one of answers) if (one.code === 'bad-frame') bad.push(Date.now());
    if (last) return end(last); // HS2, HS8
    if (answers.length) feed.send(answers);
    // FR4
    if (bad.length >= 20 && bad.at(-20) > Date.now() - 60_000)
      end({ t: 'err', code: 'bad-frame', msg: 'too many' });
  }
  function work() { // SL2
    while (waiting.length && ws.bufferedAmount <= MAX.budget
      && ws.readyState === 1) hear(waiting.shift());
    ws[waiting.length > 20 ? 'pause' : 'resume']();
  }
  feed.tick = () => {
    const now = Date.now();
    full = ws.bufferedAmount > MAX.budget ? full || now : 0;
    if (full) heard = now; // who does not read is SL3's
    // SL3
    if (full && now - full > MAX.slow)
      return end({ t: 'err', code: 'slow', retry: 1_000, msg: 'read too slowly' });
    if (!full) work();
    if (!full) feed.tell();
    if (now - heard > 1.8 * MAX.ping) ws.terminate(); // WS6
    else if (now - heard > MAX.ping) ws.ping();
  };
  // HS1
  const late = { t: 'err', code: 'auth', retry: 0, msg: 'no hello' };
  setTimeout(() => speaker.isGreeted || end(late), MAX.hello);
  ws.on('message', (data, isBinary) => {
    heard = Date.now();
    waiting.push(isBinary ? '' : String(data)); // WS3
    work();
  });
  ws.on('pong', () => { heard = Date.now(); });
  ws.on('close', () => feeds.delete(feed));
  ws.on('error', () => {});
}

// ---- HTTP
function reply(response, status, body, headers = {}) {
  response.writeHead(status,
    { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
function networkOf({ socket: { remoteAddress = '' } }) { // LM10
  return remoteAddress.includes('.') ? remoteAddress
    : remoteAddress.split(':').slice(0, 4).join(':').slice(0, -2);
}
async function bodyOf(request, response) { // HT6
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const data = Buffer.concat(chunks);
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  try {
    if (isJson && data.length <= MAX.message) return JSON.parse(data);
  } catch {}
  const status = !isJson ? 415 : data.length > MAX.message ? 413 : 400;
  reply(response, status, { t: 'err', code: 'bad-frame', msg: 'JSON of 64 KiB expected' });
  return undefined;
}
function bearerOf({ headers: { authorization = '' } }) {
  try { return reader(authorization.replace(/^Bearer /i, '')); } catch { return undefined; }
}
function get(request, response, topic, query) { // HT2 to HT4
  spend(`get ${networkOf(request)}`, 3_000, 20); // LM8
  const frame = { topic, follow: 'off' };
  for (const [name, value] of query) {
    const isLimit = name === 'limit' && ['20', '50'].includes(value);
    const isKnown = isLimit || /^(since|sort|page|parent|around|ids|min)$/.test(name);
    if (!isKnown || name in frame) refuse('bad-frame', `${name}: not expected`);
    frame[name] = name === 'limit' ? Number(value) : name === 'ids' ? value.split(',') : value;
  }
  const snap = sub(frame);
  const hasEnded = topic.startsWith('days')
    && topic.slice(-7) < dayOf(Date.now() - 172_800_000).slice(0, 7);
  const age = hasEnded ? 86_400 : topic.startsWith('tally') ? 5 : 2;
  const headers = { ETag: `"${snap.at}"`,
    'Cache-Control': `public, max-age=${age}, stale-while-revalidate=10`,
    'Access-Control-Allow-Origin': '*' };
  const isSame = request.headers['if-none-match']?.includes(headers.ETag);
  reply(response, isSame ? 304 : 200, isSame ? undefined : snap, headers);
}
function stream(request, response, query, cors) { // ES1 to ES6
  const places = [...query].map(([name, value]) => (name === 't' ? value : ''));
  if (!places.length || places.some((place) => !new RegExp(`^${TOPIC}(@${CURSOR})?$`).test(place)))
    refuse('bad-frame', 't: topics expected');
  if (places.length > MAX.subs) refuse('denied', 'too many topics');
  for (const _ of places) spend(`get ${networkOf(request)}`, 3_000, 20);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store',
    ...cors });
  const feed = new Feed((frames) => response.write(`data: ${JSON.stringify(frames)}\n\n`));
  const ends = Date.now() + MAX.stream * (0.75 + Math.random() / 2); // ES3
  let full = 0;
  feed.send(places.map((place) => {
    const [topic, since] = place.split('@');
    try {
      return feed.follow({ topic, ...(since && { since }) });
    } catch ({ frame }) {
      return { ...frame, topic }; // ES2
    }
  }));
  feed.tick = () => {
    const now = Date.now();
    full = response.writableLength > MAX.budget ? full || now : 0;
    if (full && now - full > MAX.slow)
      feed.send([{ t: 'err', code: 'slow', retry: 1_000, msg: 'read too slowly' }]);
    else if (!full) feed.tell(now > ends);
    if (now > ends || full && now - full > MAX.slow || !feed.topics.size) response.end();
    if (full && now - full > MAX.slow) setTimeout(() => response.destroy(), 1_000);
  };
  response.on('close', () => feeds.delete(feed));
}
function addressOf({ url }) {
  try {
    const { pathname, searchParams } = new URL(url, 'http://here');
    return { path: decodeURIComponent(pathname.replace(/^.*?\/v1(?=\/|$)/, '')), searchParams };
  } catch {
    return refuse('bad-frame', 'no such address');
  }
}
async function serve(request, response) {
  const { path, searchParams } = addressOf(request);
  const [method, { origin }] = [request.method, request.headers];
  const everywhere = { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' };
  if (method === 'GET' && path === '') // HT1
    return reply(response, 200,
      { ...about(), v: [1], bind: { http: 'v1', stream: 'v1/stream', ws: 'v1/ws' } }, everywhere);
  if (method === 'GET' && path.startsWith('/t/'))
    return get(request, response, path.slice(3), searchParams);
  // HT7
  if (origin !== undefined && !ORIGINS.includes(origin))
    refuse('denied', `This server does not serve pages of ${origin}.`);
  const cors = origin === undefined ? {}
    : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
  if (method === 'OPTIONS') return reply(response, 204, undefined,
    { ...cors, 'Access-Control-Max-Age': 7_200,
    'Access-Control-Allow-Headers': 'authorization, content-type, if-none-match' }); // HT8
  if (path === '/stream' && method !== 'GET')
    return reply(response, 405, { t: 'err', code: 'bad-frame', msg: 'GET' });
  if (path === '/stream') return stream(request, response, searchParams, cors);
  if (method !== 'POST' || !['/frames', '/articles'].includes(path))
    refuse('not-found', 'nothing is here');
  const body = await bodyOf(request, response);
  if (body === undefined) return;
  const who = bearerOf(request);
  if (path === '/articles') return reply(response, 200, write(articles, body, who), cors);
  // LM1
  if (!Array.isArray(body) || body.length > MAX.batch) refuse('bad-frame', 'at most 20 frames');
  const speaker = { who, isRequest: true, network: networkOf(request) };
  reply(response, 200, write(() => body.map((frame) => answer(frame, speaker))), cors); // HT5
}
createServer((request, response) => {
  serve(request, response).catch(({ frame, stack }) => {
    if (!frame) console.error(stack);
    const said = frame ?? { t: 'err', code: 'internal', retry: 2_000,
      msg: 'a fault of the server' };
    const after = 'retry' in said ? { 'Retry-After': Math.ceil(said.retry / 1_000) } : {};
    reply(response, STATUS[said.code] ?? 400, said,
      { ...after, 'Access-Control-Allow-Origin': '*' });
  });
}).on('upgrade', upgrade).listen(Number(process.env.PORT ?? 8493), process.env.HOST ?? '127.0.0.1');

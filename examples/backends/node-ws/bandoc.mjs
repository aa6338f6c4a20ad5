// A newsroom's side of bandoc.v1, level 2: requests and a WebSocket over one SQLite file.
// The ids in comments are rules of PROTOCOL.md. Rates are for what stands before it (README.md).
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { WebSocketServer } from 'ws';
const { BANDOC_SITE: SITE = 'demo', BANDOC_SECRET: SECRET = '', BANDOC_FILE: FILE = 'bandoc.db',
  BANDOC_ORIGINS = '', BANDOC_TZ: tz = 'Asia/Ho_Chi_Minh', PORT = 8493, HOST } = process.env;
const max = { message: 65_536, batch: 20, subs: 16, text: 2_000 };
const ABOUT = { site: SITE, max, tick: 250, tz, feat: ['parent', 'import'] };
const STATUS = { auth: 401, denied: 403, 'not-found': 404, internal: 500 }; // others 400 (HT9)
const err = (code, msg, more) => ({ t: 'err', code, msg: msg.slice(0, 200), ...more });
const refuse = (...why) => { throw Object.assign(new Error(why[1]), { frame: err(...why) }); };
const errOf = (error) => error.frame ?? console.error(error) ?? err('internal', '', { retry: 2e3 });
// ---- Storage: a put is one statement, which has survived a power cut when it returns (PT3, PT10)
const db = new DatabaseSync(FILE, { timeout: 5_000 });
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS store AS SELECT hex(randomblob(6)) AS epoch; -- MD4
  CREATE TABLE IF NOT EXISTS comment (id TEXT PRIMARY KEY, topic TEXT, body TEXT, what TEXT,
    at AS (max(body ->> 'v', body ->> '$.counts.v')), state AS (body ->> 'state'),
    parent AS (body ->> 'parent'), place AS (iif(parent IS NULL, -1, 1) * (body ->> 'c')));
  CREATE INDEX IF NOT EXISTS by_change ON comment (topic, at, state);
  CREATE INDEX IF NOT EXISTS by_place ON comment (parent, topic, place, state);
  CREATE TRIGGER IF NOT EXISTS counted AFTER INSERT ON comment BEGIN UPDATE comment SET body =
    json_set(body, '$.counts', json_object('v', new.at, 'replies', (SELECT count(*) FROM comment
    WHERE parent = new.parent AND state = 'shown'))) WHERE id = new.parent; END`);
const { epoch: EPOCH } = db.prepare('SELECT epoch FROM store').get();
const SEQ = db.prepare('SELECT ifnull(max(at), 0) seq FROM comment WHERE topic = ?');
const TOTAL = db.prepare("SELECT count(*) total FROM comment WHERE topic = ? AND state = 'shown'");
const WHAT = db.prepare('SELECT what FROM comment WHERE id = ?');
const SAVE = db.prepare('REPLACE INTO comment VALUES (?, ?, ?, ?)');
const seqOf = (topic) => Number(SEQ.get(topic).seq);
const items = (where, ...values) => db.prepare(`SELECT body FROM comment WHERE topic = ? ${where}`)
  .all(...values).map(({ body }) => JSON.parse(body));
const one = (topic, id) => items('AND id = ?', topic, id)[0];
const below = (...of) => items('AND parent IS ? AND place > ? ORDER BY place LIMIT ?', ...of);
const clean = (text) => text.toWellFormed().replace(/\r\n?/g, '\n').replaceAll('\t', ' ') // MD7
  .replace(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/gu, '').normalize().trim()
  .replace(/\n\s*\n/g, '\n\n');
const parse = (text) => { try { return JSON.parse(text); } catch { return undefined; } };
function reader(token) { // undefined where it does not verify (TK1, TK2, TK4)
  const [head, body, ...mac] = token.split('.');
  const signed = createHmac('sha256', SECRET).update(`${head}.${body}`).digest('base64url');
  const [ours, hers] = [signed, mac.join('.')].map((part) => hash('sha256', part, 'buffer'));
  if (!SECRET || token.length > 4_096 || !timingSafeEqual(ours, hers)) return undefined;
  const [{ alg }, { sub: id, name, aud, exp, roles, rights }] =
    [head, body].map((part) => Object(parse(Buffer.from(part, 'base64url'))));
  const left = exp - Date.now() / 1_000;
  const isWhole = alg === 'HS256' && typeof id === 'string' && id && [aud].flat().includes(SITE);
  const has = (claim, word) => Array.isArray(claim) && claim.includes(word);
  return isWhole && left > -30 && left < 630 ? { id, exp: exp * 1_000,
    name: typeof name === 'string' ? clean(name) : '', canImport: has(rights, 'import'),
    roles: ['moderator', 'staff'].filter((role) => has(roles, role)) } : undefined;
}
function greet({ site, v, guest, auth }, peer) {
  if (site !== SITE) refuse('not-found', 'site: not served here'); // HS8
  if (!v.includes(1)) refuse('version', 'v: none in common', { data: { min: 1, max: 1 } }); // HS2
  if (guest) refuse('unsupported', 'guest: readers sign in here'); // FT1
  peer.isGreeted = true;
  peer.who = auth === undefined ? peer.bearer : reader(auth); // HS6
  if (auth !== undefined && !peer.who) refuse('auth', 'does not verify', { retry: 0 }); // HS7
  return { t: 'welcome', v: 1, now: Date.now(), ...ABOUT, user: peer.who, exp: peer.who?.exp };
}
function sub(frame, { topics }) {
  const { topic, page, parent = null, around, since = '', limit = 20, sort = 'new' } = frame;
  const isPage = Boolean(page ?? parent);
  const follow = topics && !isPage ? frame.follow ?? 'items' : 'off'; // SB6, HT5
  if (!/^thread:[^:]+$/.test(topic) || around || sort !== 'new' || frame.follow === 'head')
    refuse('unsupported', 'topic, around, sort or follow: not here'); // FT1
  const [head, [epoch, seq]] = [seqOf(topic), since.split(':')];
  if (epoch === EPOCH && seq > head) refuse('reset', 'since: lies ahead', { retry: 0 }); // SB5
  if (follow === 'items' && !topics.has(topic) && topics.size >= max.subs) refuse('denied', 'SB9');
  if (follow === 'items') topics.set(topic, head);
  const at = `${EPOCH}:${head}`;
  const snap = { t: 'snap', topic, at, now: Date.now(), follow, ...TOTAL.get(topic) };
  if (epoch === EPOCH && !isPage && head - seq <= 200) // SB4
    return { ...snap, mode: 'delta', items: items('AND at > ?', topic, Number(seq)) };
  const after = page ? page * (parent ? 1 : -1) : -1e15;
  const level = below(topic, parent, after, limit + 1); // SN1 to SN3
  const more = level.length > limit && level.pop() ? String(level.at(-1).c) : undefined;
  const first = parent ? [] : level.flatMap(({ id }) => below(topic, id, 0, 3));
  const facts = isPage ? [] : [{ id: '_thread', v: 0, reactions: [], policy: { guests: 'no' } }];
  return { ...snap, mode: isPage ? 'page' : 'full', more, items: [...level, ...first, ...facts] };
}
function put({ topic, key, op, target = '', data }, { who }) {
  if (!who) refuse('auth', 'put: nobody speaks', { retry: 0 }); // PT9
  if (!/^(add|del) thread:[^:]+$/.test(`${op} ${topic}`)) refuse('unsupported', 'op'); // PT14
  const id = op === 'add' ? key : target;
  const [kept, before] = [WHAT.get(id)?.what, one(topic, id)]; // before all else (PT6)
  const what = op === 'add' ? hash('sha256', JSON.stringify([who.id, topic, data])) : kept;
  if (kept && kept !== what) refuse('key-reuse', 'key: taken'); // PT5
  const item = op === 'add' ? before ?? added(topic, id, data, who) : removed(topic, before, who);
  if (item !== before) SAVE.run(id, topic, JSON.stringify(item), what);
  const at = `${EPOCH}:${op === 'add' ? item.c : item.v}`;
  return { t: 'ok', key, item, at, dup: item === before || undefined }; // PT2, DL5
}
function added(topic, id, data, who) {
  const { parent, name, time = Date.now(), state = 'shown' } = check(data, 'parent', 'text');
  if (!who.canImport && (name ?? data.time ?? data.state) !== undefined) refuse('denied', 'PT8');
  const text = clean(data.text);
  const isFull = text.split(/https?:\/\/|\bwww\./i).length > 4; // LM2
  const fault = !text && 'empty' || [...text].length > max.text && 'too-long' || isFull && 'links';
  if (fault) refuse('invalid', `text: ${fault}`, { data: { fields: { text: fault } } }); // PT13
  const up = parent === null ? { state: 'shown', depth: -1, id: null } : one(topic, parent);
  if (up?.state !== 'shown') refuse('not-found', 'parent'); // PT11
  const [above, v] = [up.depth < 8 ? up.id : up.parent, seqOf(topic) + 1];
  const author = name === undefined ? { id: who.id, name: who.name } : { id, name: clean(name) };
  return { id, v, c: v, parent: above, depth: Math.min(up.depth + 1, 8), author, time, state,
    text: state === 'shown' ? text : undefined, counts: { v, replies: 0 } };
}
function removed(topic, item, who) { // DL1 to DL5
  if (!item || item.state === 'hidden') refuse('not-found', 'target');
  if (item.author.id !== who.id && !who.roles.includes('moderator')) refuse('denied', 'not hers');
  const gone = { ...item, v: seqOf(topic) + 1, state: 'gone', text: undefined };
  return item.state === 'gone' ? item : gone;
}
// ---- Frames: how fields look as JSON (FR2), and each kind with who answers it and what it needs
const [TEXT, NAME, WHOLE] = [/^".*"$/s, /^"[\w.~-]{1,64}"$/, /^\d{1,16}$/];
const LOOKS = Object.entries({ id: WHOLE, time: WHOLE, auth: TEXT, name: TEXT, text: TEXT,
  topic: /^"[a-z]{1,16}:[\w.~-]{1,64}(:\d{4}-\d\d)?"$/, target: NAME, data: /^{/, v: /^\[/,
  parent: /^(null|"[\w.~-]{1,64}")$/, key: /^"[\w-]{16,64}"$/, state: /^"(shown|hidden|gone)"$/,
  since: /^"[\w-]{1,32}:\d{1,16}"$/, page: /^"\d{1,15}"$/, limit: /^([1-9]|[1-4]\d|50)$/ });
const KINDS = { __proto__: null, hello: [greet, 'id', 'v'], sub: [sub, 'id', 'topic'],
  put: [put, 'id', 'topic', 'key', 'data'], note: [() => {}],
  unsub: [({ topic }, { topics }) => void topics?.delete(topic), 'topic'] };
function check(frame, ...needed) {
  for (const [name, look] of LOOKS)
    if (frame[name] === undefined ? needed.includes(name) : !look.test(JSON.stringify(frame[name])))
      refuse('bad-frame', `${name}: missing, or not as asked`);
  return frame;
}
function answer(frame, peer) { // has no `t` where there is none
  const { t, id } = Object(frame);
  try {
    if (typeof t !== 'string') refuse('bad-frame', 't: a string expected');
    if (!peer.isGreeted && t !== 'hello') refuse('auth', 'say hello first', { retry: 0 }); // HS1
    const [handle, ...needed] = KINDS[t] ?? refuse('unsupported', 't: not here'); // FR3
    return { ...handle(check(frame, ...needed), peer), id };
  } catch (error) {
    return { ...errOf(error), id: Number.isSafeInteger(id) ? id : undefined };
  }
}
const answersTo = (frames, peer) => (frames.length > max.batch ? [undefined] : frames) // LM1
  .map((frame) => answer(frame, peer)).filter(({ t }) => t);
const HEADERS = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store',
  'Access-Control-Allow-Origin': '*', 'Access-Control-Max-Age': 7_200, // HT8
  'Access-Control-Allow-Headers': 'authorization, content-type' };
const PUBLIC = { 'Cache-Control': 'public, max-age=2, stale-while-revalidate=10' }; // HT4
const isListed = (origin) => origin === undefined || BANDOC_ORIGINS.split(',').includes(origin);
async function serve(request) {
  const { method, headers: { origin, authorization = '', 'content-length': length } } = request;
  const [path, query] = request.url.replace(/%3A/gi, ':').split('?');
  if (method === 'GET' && path === '/v1') // HT1
    return { ...ABOUT, now: Date.now(), v: [1], bind: { http: 'v1', ws: 'v1/ws' } };
  const { limit = 20, ...asked } = Object.fromEntries(new URLSearchParams(query));
  if (method === 'GET' && path.startsWith('/v1/t/')) // HT2
    return sub(check({ ...asked, topic: path.slice(6), limit: Number(limit) }, 'topic'), {});
  if (!isListed(origin)) refuse('denied', `not for pages of ${origin}`); // HT7, WS2
  if (method === 'OPTIONS') return undefined;
  if (path !== '/v1/frames' || method !== 'POST') refuse('not-found', 'nothing is here');
  if (!(length <= max.message)) refuse('bad-frame', 'too large', { status: 413 }); // HT6
  const frames = parse(Buffer.concat(await request.toArray()));
  if (!Array.isArray(frames)) refuse('bad-frame', 'an array of frames expected');
  const bearer = reader(authorization.replace(/^Bearer /i, '')); // TK4
  return answersTo(frames, { isGreeted: true, bearer, who: bearer }); // HT5
}
const respond = (request, response) => void serve(request).catch(errOf).then((said) => {
  const status = said?.t === 'err' ? said.status ?? STATUS[said.code] ?? 400 : said ? 200 : 204;
  const ETag = said?.t === 'snap' && `"${said.at}"`; // HT3
  const isHeld = ETag && request.headers['if-none-match']?.includes(ETag);
  response.writeHead(isHeld ? 304 : status, { ...HEADERS, ...(ETag && { ETag, ...PUBLIC }) });
  return response.end(isHeld ? undefined : JSON.stringify(said));
});
const server = createServer({ keepAlive: true }, respond).listen(Number(PORT), HOST ?? '127.0.0.1');
// ---- WebSocket: a socket is who speaks on it, and knows what it follows
const sockets = new WebSocketServer({ server, path: '/v1/ws', handleProtocols: () => 'bandoc.v1',
  maxPayload: max.message, allowSynchronousEvents: false, verifyClient: ({ origin }, done) =>
    done(isListed(origin), 403, JSON.stringify(err('denied', `not for pages of ${origin}`))) });
sockets.on('connection', (socket) => {
  Object.assign(socket, { topics: new Map(), late: 0, told: Date.now() });
  setTimeout(() => socket.isGreeted || socket.close(4000), 10_000); // HS1
  socket.on('error', () => {}).on('message', (data, isBinary) => { // WS1, WS3, WS4
    const said = answersTo([isBinary ? undefined : parse(data)].flat(), socket);
    if (said.length) socket.send(JSON.stringify(said));
  });
});
setInterval(() => sockets.clients.forEach((socket) => { // EV5
  socket.late = socket.bufferedAmount > 262_144 ? socket.late + 1 : 0;
  if (socket.late > 120 || socket.bufferedAmount > 2 ** 25) socket.terminate(); // SL3
  const isDue = Date.now() - socket.told > 20_000; // not by ticks, which load makes longer (EV4)
  if (isDue) socket.told = Date.now();
  for (const [topic, from] of socket.late ? [] : socket.topics) {
    const to = seqOf(topic);
    if (to === from && !isDue) continue;
    const isFew = to - from <= 200; // of more it is told that there are some (EV6)
    const ev = { t: 'ev', topic, epoch: EPOCH, from: isFew ? from : to, to, ...TOTAL.get(topic) };
    socket.send(JSON.stringify({ ...ev, items: isFew ? items('AND at > ?', topic, from) : [] }));
    socket.topics.set(topic, to);
  }
}), 250);

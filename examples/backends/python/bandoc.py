"""A newsroom's side of bandoc.v1, level 1: requests and a stream. Ids: rules of PROTOCOL.md."""
import base64, hashlib, hmac, json, os, random, re, secrets, sqlite3, threading, time, unicodedata
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

SETTINGS = dict(SITE='demo', SECRET='', ORIGINS='', FILE='bandoc.db', TZ='Asia/Ho_Chi_Minh',
                BEACON='25000', STREAM='60000')
SITE, SECRET, ORIGINS, FILE, TZ, BEACON, STREAM = (
    os.environ.get(f'BANDOC_{name}', otherwise) for name, otherwise in SETTINGS.items())
MAX = dict(message=65536, batch=20, subs=16, text=2000, beacon=int(BEACON), stream=int(STREAM))
TICK = 250
STATUS = {'auth': 401, 'denied': 403, 'not-found': 404, 'rate': 429, 'internal': 500}
THREAD = {'id': '_thread', 'v': 0, 'reactions': [], 'policy': {'guests': 'no'}}
NAME, TOPIC = r'[\w.~-]{1,64}', r'[a-z]{1,16}:[\w.~-]{1,64}(:\d{4}-\d\d)?'
LOOKS = {name: look for look, names in {  # of fields, as JSON (FR2)
    r'\d{1,16}': 'id time at closesAt', '".*"': 'op site auth url title name text q',
    r'\{.*}': 'data guest', r'\[.*]': 'v', r'[1-9]|[1-4]\d|50': 'limit',
    f'"{NAME}"': 'target around thread', f'"{TOPIC}"': 'topic',
    f'null|"{NAME}"': 'parent', rf'\[("{NAME}",?)*]': 'ids scopes', r'"[\w-]{16,64}"': 'key',
    '"(new|old|top)"': 'sort', r'"[\w-]{1,32}:\d{1,16}"': 'since',
    r'"at-?\d{1,15}"': 'page', r'"\d{1,16}"': 'min',
    '"(items|head|off)"': 'follow', '"(shown|hidden|gone)"': 'state',
}.items() for name in names.split()}

class Refusal(Exception): pass

def refuse(code, why, **more):
    if code in ('auth', 'reset'): more['retry'] = 0  # ER2
    raise Refusal({'t': 'err', 'code': code, 'msg': why[:200], **more})

def now(): return int(time.time() * 1000)
def text_of(value): return json.dumps(value, ensure_ascii=False, separators=(',', ':'))

def bound(value, depth=1):  # LM4
    if not isinstance(value, (dict, list)): return
    if depth > 8 or isinstance(value, dict) and len(value) > 32: refuse('bad-frame', 'data')
    for one in value.values() if isinstance(value, dict) else value: bound(one, depth + 1)

def check(frame, needed):
    if isinstance(frame, dict): bound(frame.get('data'))
    for name in needed.split():
        if not isinstance(frame, dict) or name not in frame: refuse('bad-frame', f'{name}: missing')
    for name, value in frame.items():
        if name in LOOKS and not re.fullmatch(LOOKS[name], text_of(value), re.ASCII | re.DOTALL):
            refuse('bad-frame', f'{name}: not as its schema asks')

def clean(text):  # MD7
    none = '[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
    text = re.sub(none, '', text)
    text = unicodedata.normalize('NFC', re.sub('\r\n?', '\n', text).replace('\t', ' '))
    return re.sub(r'\n\s*\n', '\n\n', text.strip())

# ---- Storage: items as JSON, one seq for all topics. A commit has survived a power cut (PT3).
db = sqlite3.connect(FILE, isolation_level=None, check_same_thread=False)
db.executescript("""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS topic (name TEXT PRIMARY KEY, head INTEGER, total INTEGER);
    CREATE TABLE IF NOT EXISTS item (topic TEXT, body TEXT, id AS (body ->> 'id'),
        parent AS (body ->> 'parent'), place AS (body ->> 'place'),
        at AS (max(body ->> 'v', ifnull(body ->> '$.counts.v', 0))));
    CREATE UNIQUE INDEX IF NOT EXISTS by_id ON item (topic, id);
    CREATE INDEX IF NOT EXISTS by_place ON item (topic, parent, place);
    CREATE INDEX IF NOT EXISTS by_change ON item (topic, at)""")
changed = threading.Condition()  # held by whoever uses the database, told of each commit

def items(where, *values):
    return [json.loads(body) for body,
        in db.execute(f'SELECT body FROM item WHERE topic = ? {where}', values)]

def item(topic, id): return (items('AND id = ?', topic, id) or [None])[0]
def save(topic, item): db.execute('REPLACE INTO item VALUES (?, ?)', (topic, text_of(item)))

def head_total(topic):
    return db.execute('SELECT head, total FROM topic WHERE name = ?', [topic]).fetchone() or (0, 0)

def head(topic): return head_total(topic)[0]
def total(topic): return head_total(topic)[1]

def raise_seq(topic, more=0):  # MD2
    return db.execute("""INSERT INTO topic VALUES (?, 1, ?) ON CONFLICT DO UPDATE
        SET head = head + 1, total = total + excluded.total RETURNING head""",
        [topic, more]).fetchone()[0]

def recount(topic, id, more):  # DV1, DV3
    count = (item(topic, id) or {'count': 0})['count'] + more
    if more: save(topic, {'id': id, 'v': raise_seq(topic), 'count': count})

def write(work, *values):
    with changed:
        with db:
            db.execute('BEGIN IMMEDIATE')
            answer = work(*values)
        with open(FILE + '.writes', 'w') as file: file.write(str(head('store')))
        changed.notify_all()
        return answer

def find_epoch():  # MD4: fewer writes than the file beside it counts: a backup was put back
    counted = int(open(FILE + '.writes').read()) if os.path.exists(FILE + '.writes') else 0
    if item('store', 'epoch') and head('store') >= counted: return item('store', 'epoch')['epoch']
    save('store', {'id': 'epoch', 'v': 0, 'epoch': secrets.token_hex(6)})
    db.execute("REPLACE INTO topic VALUES ('store', ?, 0)", [counted])
    return find_epoch()

EPOCH = find_epoch()
rates = {}

def spend(who, burst, each):  # LM6, LM8
    at = max(now(), rates.get(who, 0)) + each
    if at - now() > burst * each: refuse('rate', 'too often', retry=at - now() - burst * each)
    rates[who] = at

# ---- Who speaks
def reader(token):  # TK1, TK2, TK4
    try:
        head, body, mac = (base64.urlsafe_b64decode(part + '==') for part in token.split('.'))
        head, said = json.loads(head), json.loads(body)
        left = said['exp'] - time.time()
        isSigned = hmac.compare_digest(mac,
            hmac.digest(SECRET.encode(), token.rpartition('.')[0].encode(), 'sha256'))
    except (ValueError, TypeError, KeyError):
        refuse('auth', 'the token does not verify')
    def words(claim, look='.+'):
        all = said.get(claim) if isinstance(said.get(claim), list) else []
        return [one for one in all if isinstance(one, str) and re.fullmatch(look, one)]
    def text(claim, look='.+'):
        one = said.get(claim)
        return one if isinstance(one, str) and re.fullmatch(look, one) else ''
    if not SECRET or not isSigned or len(token) > 4096 or head.get('alg') != 'HS256' \
            or not text('sub') or SITE not in [*words('aud'), text('aud')] \
            or not -30 < left < 630: refuse('auth',
                'the token does not verify')
    roles = words('roles', 'moderator|staff')
    badges = [*dict.fromkeys(words('badges', '[a-z][a-z0-9-]{0,23}')[:4] + roles)]  # PT15
    author = {'id': said['sub'], 'name': clean(text('name'))}
    if badges: author['badges'] = badges
    if text('avatar', 'https://.{1,492}'): author['avatar'] = said['avatar']
    return {'author': author, 'roles': roles, 'rights': words('rights'), 'exp': said['exp']}

def about():
    return {'site': SITE, 'now': now(), 'max': MAX, 'tick': TICK, 'tz': TZ, 'feat': ['parent']}

def hello(frame, speaker):
    check(frame, 'id v site')
    if frame['site'] != SITE: refuse('not-found', 'site: not served here')  # HS8
    if 1 not in frame['v']: refuse('version', 'v: none in common', data={'min': 1, 'max': 1})  # HS2
    if 'guest' in frame: refuse('unsupported', 'guest: readers sign in here')
    if 'auth' in frame: speaker['who'] = None  # HS7
    if 'auth' in frame: speaker['who'] = reader(frame['auth'])
    who = speaker['who']
    user = {'user': {'roles': who['roles'], **who['author']},
        'exp': int(who['exp'] * 1000)} if who else {}
    return {'t': 'welcome', 'v': 1, **about(), **user}

# ---- Reading
# EV2: of comments that only counted, the counters; None is too much (SB4, EV6)
def news(topic, since):
    found = [one if one['v'] > since else {'id': one['id'], 'counts': one['counts']}
             for one in items('AND at > ? LIMIT 201', topic, since)]
    return found if len(found) <= 200 and len(text_of(found).encode()) <= 131072 else None

def below(topic, parent, after, limit):
    return items('AND parent IS ? AND place > ? ORDER BY place LIMIT ?', topic, parent, after,
        limit)

def page(topic, parent, after, limit):  # SN1 to SN3
    if parent and not item(topic, parent): refuse('not-found', 'parent')
    found = below(topic, parent, after, limit + 1)
    some = found[:limit]
    first = [] if parent else [reply for root in some for reply in below(topic, root['id'], 0, 3)]
    more = {'more': f"at{some[-1]['place']}"} if len(found) > limit else {}
    return {'items': some + first, 'sort': 'old' if parent else 'new', **more}

def sub(frame, speaker, follow='poll'):
    check(frame, 'topic')
    topic, parent = frame['topic'], frame.get('parent')
    kind, _, name = topic.partition(':')
    isPage, isOff = bool({'page', 'parent', 'around'} & frame.keys()), frame.get('follow') == 'off'
    if isPage and not isOff: refuse('bad-frame', 'follow: off expected')  # SB6
    if kind not in ('thread', 'tally', 'days') or frame.get('sort', 'new') != 'new' \
            or 'around' in frame or 'q' in frame: refuse('unsupported', 'not here')
    if (kind == 'days') != (':' in name): refuse('not-found', 'topic: a month belongs to days')
    epoch, _, since = frame.get('since', ':0').partition(':')
    top, changes = head(topic), None
    if epoch == EPOCH and not isPage:
        if int(since) > top: refuse('reset', 'since: lies ahead')  # SB5
        changes = news(topic, int(since))
    if changes is not None: snap = {'mode': 'delta', 'items': changes}
    elif kind != 'thread': snap = {'mode': 'full',
            'items': items("AND body ->> 'count' > 0", topic)}
    else:
        after = int(frame.get('page', f'at{-2 ** 60}')[2:])
        snap = {'mode': 'page' if isPage else 'full',
            **page(topic, parent, after, frame.get('limit', 20))}
        if not isPage: snap['items'].append(item(topic, '_thread') or THREAD)  # TF1
    if kind == 'thread': snap['total'] = total(topic)
    # SN7
    if 'ids' in frame: snap['items'] = [one for one in snap['items'] if one['id'] in frame['ids']]
    granted = {'follow': 'off'} if isOff else {'follow': follow,
        **({'next': 10000} if follow == 'poll' else {})}
    return {'t': 'snap', 'topic': topic, 'at': f'{EPOCH}:{top}', 'now': now(), **granted, **snap}

# ---- Writing: every check comes before the first change.
def settle(topic, up, seq, more):  # PT10, DL3, DV1
    if up and more:
        save(topic, {**up, 'counts': {'v': seq, 'replies': up['counts']['replies'] + more}})
    thread = topic.partition(':')[2]
    for scope in (item('article', thread) or {'scopes': []})['scopes']:
        recount(f'tally:{scope}', thread, more)

def fault(text):  # PT13
    if text == '': return 'empty'
    if len(text) > 2000 or len(text.encode()) > 8000: return 'too-long'
    return 'links' if len(re.findall(r'https?://|\bwww\.', text, re.IGNORECASE)) > 3 else None

def add(topic, key, data, who):
    check(data, 'parent text')
    imports, text = 'import' in who['rights'], clean(data['text'])
    if not imports:
        # PT8
        if {'name', 'time', 'state'} & data.keys(): refuse('denied', 'need the right "import"')
        closes = (item(topic, '_thread') or THREAD).get('closesAt')
        if closes is not None and closes <= now(): refuse('closed', 'no more')  # PT12
    if fault(text): refuse('invalid', fault(text), data={'fields': {'text': fault(text)}})
    up = data['parent'] and item(topic, data['parent'])
    if data['parent'] and (up or {}).get('state') != 'shown': refuse('not-found', 'parent')
    if up and up['depth'] == 8: up = item(topic, up['parent'])  # PT11
    if not imports: spend(who['author']['id'], 3, 10000)
    state = data.get('state', 'shown')
    seq = raise_seq(topic, int(state == 'shown'))
    author = {'id': key, 'name': clean(data['name'])} if 'name' in data else who['author']
    save(topic, {'id': key, 'v': seq, 'c': seq, 'place': seq if up else -seq, 'author': author,
                 'depth': up['depth'] + 1 if up else 0, 'parent': up['id'] if up else None,
                 'time': data.get('time', now()), 'state': state, 'counts': {'v': seq,
                     'replies': 0},
                 **({'text': text} if state == 'shown' else {})})
    settle(topic, up, seq, int(state == 'shown'))

def delete(topic, target, data, who):  # DL1 to DL4
    one = item(topic, target)
    if (one or {}).get('state') != 'shown': refuse('not-found', 'target')
    if one['author']['id'] != who['author']['id'] and 'moderator' not in who['roles']:
        refuse('denied', 'target: of somebody else')
    seq = raise_seq(topic, -1)
    save(topic, {name: value for name, value in one.items() if name != 'text'} | {'v': seq,
        'state': 'gone'})
    settle(topic, item(topic, one['parent']), seq, -1)

def put(frame, speaker):
    check(frame, 'id topic key op data')
    who, topic, key, op = speaker['who'], frame['topic'], frame['key'], frame['op']
    if not who: refuse('auth', 'put: nobody speaks')  # PT9
    # PT14
    if op not in ('add', 'del') or not topic.startswith('thread:'): refuse('unsupported', 'op')
    id = key if op == 'add' else frame.get('target')
    said = text_of([who['author']['id'], topic, op, id, frame['data']])
    what = hashlib.sha256(said.encode(errors='replace')).hexdigest()
    known = item('done', key)  # before all else (PT6)
    if known and known['what'] != what: refuse('key-reuse', 'key: taken')  # PT5
    if not known:
        (add if op == 'add' else delete)(topic, id, frame['data'], who)
        save('done', {'id': key, 'v': raise_seq('store'), 'what': what})
    one = item(topic, id)
    at = f"{EPOCH}:{one['c' if op == 'add' else 'v']}"
    return {'t': 'ok', 'key': key, 'item': one, 'at': at, **({'dup': True} if known else {})}  # PT2

# ---- The paper's own system (AR1 to AR4)
def tell(said):
    name = said['thread']
    topic, old = f'thread:{name}', item('article', name) or {'withdrawn': True, 'scopes': []}
    isGone, comments = 'withdrawn' in said, total(topic)
    new = {**old, **said, 'closesAt': now()} if isGone else {**said, 'id': name, 'v': 0}
    if new == old or isGone and 'withdrawn' in old: return 0  # AR2
    for article, more in ((old, -1), (new, 1)):
        for scope in article['scopes']:
            day = str(datetime.fromtimestamp(article['at'] / 1000, ZoneInfo(TZ)).date())
            recount(f'tally:{scope}', name, more * comments)
            if 'withdrawn' not in article: recount(f'days:{scope}:{day[:7]}', day, more)
    closes = {'closesAt': new['closesAt']} if 'closesAt' in new else {}
    # TF3
    if old.get('closesAt') != new.get('closesAt'): save(topic,
            {**THREAD, 'v': raise_seq(topic), **closes})
    save('article', new)
    raise_seq('store')
    return 1

def articles(told, who):
    if not who: refuse('auth', 'articles: need a token')
    if 'articles' not in who['rights']: refuse('denied', 'articles: need the right "articles"')
    told = told if isinstance(told, list) else [told]
    for one in told:
        check(one, 'thread' if isinstance(one, dict) and 'withdrawn' in one
            else 'thread url title at scopes')
    return {'changed': sum(map(tell, told))}

# ---- HTTP
class Handler(BaseHTTPRequestHandler):
    protocol_version, wbufsize, log_message = 'HTTP/1.1', 65536, lambda *_: None

    def reply(self, status, body, **headers):
        data = b'' if body is None else text_of(body).encode()
        self.send_response(status)
        for name, value in {'Content_Type': 'application/json', 'Content_Length': len(data),
                            'Cache_Control': 'no-store', **headers}.items():
            if status != 304 or name != 'Content_Length': self.send_header(name.replace('_', '-'),
                    value)
        self.end_headers()
        self.wfile.write(data)

    def handle_any(self):
        try:
            self.route(urlsplit(self.path))
        except Refusal as refusal:
            frame, = refusal.args
            after = {'Retry_After': -(-frame['retry'] // 1000)} if 'retry' in frame else {}
            self.reply(STATUS.get(frame['code'], 400), frame, Access_Control_Allow_Origin='*',
                **after)
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception as error:
            self.log_error('%r', error)
            # ER3
            self.reply(500, {'t': 'err', 'code': 'internal', 'retry': 2000, 'msg': 'a fault'})

    do_GET = do_POST = do_OPTIONS = do_PUT = do_DELETE = handle_any

    def route(self, address):
        origin = self.headers['Origin']
        request = f'{self.command} {unquote(address.path).partition("/v1")[2]}'
        query = parse_qsl(address.query, keep_blank_values=True)
        isListed = origin is None or origin in ORIGINS.split(',')
        if request == 'GET ':  # HT1
            return self.reply(200, {**about(), 'v': [1],
                'bind': {'http': 'v1', 'stream': 'v1/stream'}},
                              Cache_Control='public, max-age=300', Access_Control_Allow_Origin='*')
        if request.startswith('GET /t/'): return self.get(request[7:], query)
        if not isListed: refuse('denied', f'This server does not serve pages of {origin}.')  # HT7
        cors = {'Access_Control_Allow_Origin': origin, 'Vary': 'Origin'} if origin else {}
        if self.command == 'OPTIONS':  # HT8
            return self.reply(204, None, **cors, Access_Control_Max_Age=7200,
                              Access_Control_Allow_Headers='authorization, content-type, '
                                                           'if-none-match')
        if request == 'GET /stream': return self.stream(query, cors)
        if request.endswith(' /stream'):
            return self.reply(405, {'t': 'err', 'code': 'bad-frame', 'msg': 'GET expected'})  # ES4
        if request not in ('POST /frames', 'POST /articles'): refuse('not-found', 'nothing is here')
        try: body, who = self.body(), self.bearer()
        except TypeError: return
        work = articles if request == 'POST /articles' else self.frames
        self.reply(200, write(work, body, who), **cors)

    def bearer(self):
        try: return reader(re.sub('^Bearer ', '', self.headers['Authorization'] or ''))
        except Refusal: return None

    def network(self):  # LM10
        address = ip_address(self.client_address[0])
        return str(address.packed[:7] if address.version == 6 else address)

    def body(self):  # HT6
        length = int(self.headers['Content-Length'] or 0)
        status = 413 if length > MAX['message'] else 0
        data = b'' if status else self.rfile.read(length)
        if self.headers.get_content_type() != 'application/json': status = 415
        try:
            if not status: return json.loads(data)
        except (ValueError, RecursionError): status = 400
        self.close_connection = True
        self.reply(status, {'t': 'err', 'code': 'bad-frame', 'msg': 'JSON of 65536 bytes expected'})
        raise TypeError

    def frames(self, frames, who):  # HT5
        # LM1
        if not isinstance(frames, list) or len(frames) > 20: refuse('bad-frame', 'at most 20')
        speaker = {'who': who}
        return [self.answer(frame, speaker) for frame in frames]

    def answer(self, frame, speaker):
        id = {'id': frame['id']} if isinstance(frame, dict) and type(frame.get('id')) is int else {}
        try:
            t = frame.get('t') if isinstance(frame, dict) else None
            if not isinstance(t, str): refuse('bad-frame', 't: string expected')  # FR2
            if t not in ('hello', 'sub', 'put'): refuse('unsupported', 't')  # FR3
            if t == 'sub': spend(f'sub {self.network()}', 300, 200)  # LM8
            if t == 'sub': check(frame, 'id')
            return {**id, **{'hello': hello, 'sub': sub, 'put': put}[t](frame, speaker)}
        except Refusal as refusal:
            return {**id, **refusal.args[0]}

    def get(self, topic, query):  # HT2 to HT4
        spend(f'get {self.network()}', 3000, 20)  # LM8
        frame = {'topic': topic, 'follow': 'off'}
        for name, value in query:
            isKnown = re.match('(since|limit=(20|50)$|sort|page|parent|around|ids|min)(=|$)',
                f'{name}={value}')
            if not isKnown or name in frame: refuse('bad-frame', f'{name}: not expected')
            read = {'limit': int, 'ids': lambda ids: ids.split(',')}.get(name, str)
            frame[name] = read(value)
        with changed: snap = sub(frame, None)
        ago = datetime.fromtimestamp(time.time() - 172800, ZoneInfo(TZ))
        hasEnded = topic.startswith('days') and topic[-7:] < ago.strftime('%Y-%m')
        age = 86400 if hasEnded else 5 if topic.startswith('tally') else 2
        headers = {'ETag': f'"{snap["at"]}"', 'Access_Control_Allow_Origin': '*',
                   'Cache_Control': f'public, max-age={age}, stale-while-revalidate=10'}
        isSame = headers['ETag'] in (self.headers['If-None-Match'] or '')
        self.reply(304 if isSame else 200, None if isSame else snap, **headers)

    # ---- A stream (ES1 to ES6): news are read when there is room for them, and never wait.
    def stream(self, query, cors):
        if not query or any(name != 't'
                or not re.fullmatch(rf'{TOPIC}(@[\w-]{{1,32}}:\d{{1,16}})?', value, re.A)
                            for name, value in query): refuse('bad-frame', 't: topics expected')
        if len(query) > MAX['subs']: refuse('denied', 'too many topics')
        for _ in query: spend(f'get {self.network()}', 3000, 20)
        self.close_connection = True
        self.connection.settimeout(30)  # SL3
        self.send_response(200)
        for name, value in {'Content-Type': 'text/event-stream',
                'Cache-Control': 'no-store'}.items():
            self.send_header(name, value)
        for name, value in cors.items(): self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        ends = time.monotonic() + MAX['stream'] / 1000 * random.uniform(.75, 1.25)  # ES3
        at, told, frames = {}, {}, []
        for _, value in query:
            topic, _, since = value.partition('@')
            try:
                with changed: snap = sub({'topic': topic, **({'since': since} if since else {})},
                        None, 'items')
                at[topic], told[topic] = int(snap['at'].partition(':')[2]), time.monotonic()
                frames.append(snap)
            except Refusal as refusal:
                frames.append({**refusal.args[0], 'topic': topic})  # ES2
        while True:
            if frames: self.wfile.write(f'data: {text_of(frames)}\n\n'.encode())
            self.wfile.flush()
            if not at or time.monotonic() > ends: return
            time.sleep(TICK / 1000)  # EV5
            with changed:
                changed.wait_for(lambda: any(head(topic) > seq for topic, seq in at.items()),
                                 min(MAX['beacon'] / 1000, ends - time.monotonic()))
                frames = [ev for topic in at
                    if (ev := self.ev(topic, at, told, time.monotonic() > ends))]

    def ev(self, topic, at, told, isLast):
        since, to = at[topic], head(topic)
        isQuiet = time.monotonic() - told[topic] < MAX['beacon'] / 1000  # EV4
        if since == to and isQuiet and not isLast: return None
        at[topic], told[topic] = to, time.monotonic()
        more = {'total': total(topic)} if topic.startswith('thread:') else {}
        return {'t': 'ev', 'topic': topic, 'epoch': EPOCH, 'from': since, 'to': to,
            'items': news(topic, since) or [], **more}

if __name__ == '__main__':
    ThreadingHTTPServer.request_queue_size = 128
    ThreadingHTTPServer.handle_error = lambda *_: None  # a reader who is gone
    ThreadingHTTPServer((os.environ.get('HOST', '127.0.0.1'), int(os.environ.get('PORT', '8492'))),
        Handler).serve_forever()

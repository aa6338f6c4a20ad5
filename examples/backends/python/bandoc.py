"""A newsroom's side of bandoc.v1, level 1 (requests and a stream); ids are rules of PROTOCOL.md.
Each request has a thread; who uses the database holds `changed`, which tells streams of commits."""
import base64, hashlib, hmac, json, os, random, re, sqlite3, threading, time, unicodedata
import http.server, urllib.parse as url, wsgiref.simple_server as wsgi

env = os.environ.get
SITE, ORIGINS = env('BANDOC_SITE', 'demo'), env('BANDOC_ORIGINS', '').split(',')
SECRET = env('BANDOC_SECRET') or os.urandom(32).hex()
MAX = {'message': 65536, 'batch': 20, 'subs': 16, 'text': 2000,
       'beacon': int(env('BANDOC_BEACON', 25000)), 'stream': int(env('BANDOC_STREAM', 60000))}
ABOUT = {'site': SITE, 'max': MAX, 'tick': 250, 'tz': env('BANDOC_TZ', 'Asia/Ho_Chi_Minh'),
         'feat': ['parent', 'import'], 'bind': {'http': 'v1', 'stream': 'v1/stream'}}
HEADERS = {'Content-Type': 'application/json', 'Cache-Control': 'no-store',
           'Access-Control-Allow-Origin': '*', 'Access-Control-Max-Age': '7200',
           'Access-Control-Allow-Headers': 'authorization, content-type'}
THREAD = {'id': '_thread', 'v': 0, 'reactions': [], 'policy': {'guests': 'no'}}  # TF1
TEXT, NUMBER, NAME = '".*"', r'\d{1,16}', r'[\w.~-]{1,64}'
LOOKS = {  # of fields, as JSON (FR2); what a group matches belongs to a feature not here (FT1)
    't': TEXT, 'id': NUMBER, 'v': r'\[[\d.,]+]', 'site': TEXT, 'auth': TEXT, 'guest': r'(\{.*})',
    'topic': rf'"(?:thread:{NAME}|([a-z]{{1,16}}:{NAME}(:\d{{4}}-\d\d)?))"', 'page': f'"{NUMBER}"',
    'since': r'"[\w-]{1,32}:\d{1,16}"', 'follow': '"(?:items|off|(head))"', 'around': f'("{NAME}")',
    'limit': r'[1-9]|[1-4]\d|50', 'sort': '"(?:new|(old|top))"', 'parent': f'null|"{NAME}"',
    'key': r'"[\w-]{16,64}"', 'op': '"(?:add|del|(.*))"', 'target': f'"{NAME}"', 'data': r'\{.*}',
    'text': TEXT, 'name': TEXT, 'time': NUMBER, 'state': '"(?:shown|hidden|gone)"'}

class Refusal(Exception): pass
def refuse(code, why, status=400, **more):
    raise Refusal(status, {'t': 'err', 'code': code, 'msg': why[:200], **more})
def checked(frame, needed):
    found = [re.fullmatch(look, text_of(frame[name]), re.ASCII | re.DOTALL)
             for name, look in LOOKS.items() if name in frame]
    if not {*needed.split()} <= {*frame} or not all(found): refuse('bad-frame', f'see {needed}')
    return refuse('unsupported', 'not here') if any(one.lastindex for one in found) else frame
def now(): return time.time_ns() // 1_000_000
def text_of(value): return json.dumps(value, ensure_ascii=False, separators=(',', ':'))
def clean(text):  # MD7
    banned = '[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
    text = re.sub(banned, '', re.sub('\r\n?', '\n', text).replace('\t', ' '))
    return re.sub(r'\n\s*\n', '\n\n', unicodedata.normalize('NFC', text).strip())

changed = threading.Condition()
db = sqlite3.connect(env('BANDOC_FILE', 'bandoc.db'), check_same_thread=False)
db.executescript("""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; -- PT3: a power cut
    CREATE TABLE IF NOT EXISTS epoch AS SELECT lower(hex(randomblob(6))) AS word;
    CREATE TABLE IF NOT EXISTS item (topic, body, id AS (body ->> 'id'),
        at AS (max(body ->> 'v', body ->> '$.counts.v')), state AS (body ->> 'state'),
        parent AS (body ->> 'parent'), place AS (body ->> 'place'), UNIQUE (topic, id));
    CREATE INDEX IF NOT EXISTS by_place ON item (topic, parent, place, state);
    CREATE INDEX IF NOT EXISTS by_change ON item (topic, at)""")
TOTAL = "count(*) FROM item WHERE topic = ? AND state = 'shown'"  # SN4
def value(sql, *values): return db.execute(f'SELECT {sql}', values).fetchone()[0]
def head(topic): return value('ifnull(max(at), 0) FROM item WHERE topic = ?', topic)
def items(where, *values):
    return [json.loads(one) for one, in db.execute(f'SELECT body FROM item WHERE {where}', values)]
def item(topic, id): return (items('topic = ? AND id = ?', topic, id) or [{}])[0]
def save(topic, one): db.execute('REPLACE INTO item VALUES (?, ?)', (topic, text_of(one)))
EPOCH = value('word FROM epoch')  # MD4

def reader(token):  # TK1, TK2, TK4 (a longer one loses its end); None is nobody
    try:
        head, said, mac = (base64.urlsafe_b64decode(f'{one}==') for one in token[:4096].split('.'))
        head, said = json.loads(head), json.loads(said)
        def claim(name, kind=list): return said[name] if type(said.get(name)) is kind else kind()
        proof = hmac.digest(SECRET.encode(), token.rpartition('.')[0].encode(), 'sha256')
        if hmac.compare_digest(mac, proof) and head['alg'] == 'HS256' and said['sub'] > '' \
                and SITE in [said['aud'], *claim('aud')] and -30 < said['exp'] - time.time() < 630:
            return {'id': said['sub'], 'name': clean(claim('name', str)), 'rights': claim('rights'),
                    'roles': [one for one in ('moderator', 'staff') if one in claim('roles')]}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError): return None
def hello(peer, /, v, site, auth=None, **_):  # HS2, HS7, HS8
    if site != SITE: refuse('not-found', 'site: not served here')
    if 1 not in v: refuse('version', 'v: none in common', data={'min': 1, 'max': 1})
    if auth is not None: peer['who'] = reader(auth)
    if auth is not None and not peer['who']: refuse('auth', 'auth: does not verify', retry=0)
    user = {'user': peer['who']} if peer['who'] else {}
    return {'t': 'welcome', 'v': 1, 'now': now(), **ABOUT, **user}

def stand(topic): return {'topic': topic, 'to': head(topic), 'total': value(TOTAL, topic)}
def news(topic, since):  # None if it is too much (SB4, EV6)
    found = items('topic = ? AND at > ? LIMIT 201', topic, since)
    return found if len(found) <= 200 and len(text_of(found).encode()) <= 131072 else None
def sub(peer, /, topic, since='none:0', page=0, parent=None, limit=20, **_):
    is_page, (epoch, seq) = page or parent, since.split(':')
    if epoch == EPOCH and int(seq) > head(topic): refuse('reset', 'since', retry=0)  # SB5
    found, more = None if is_page or epoch != EPOCH else news(topic, int(seq)), {}
    mode = 'page' if is_page else 'full' if found is None else 'delta'
    if found is None:  # SN1 to SN3
        below = 'topic = ? AND parent IS ? AND place > ? ORDER BY place LIMIT ?'
        some = items(below, topic, parent, int(page), limit + 1)
        more = {'more': str(some[limit - 1]['place'])} if some[limit:] else {}
        replies = [one for root in some[:limit] for one in items(below, topic, root['id'], 0, 3)]
        found = some[:limit] + ([] if parent else replies) + ([] if is_page else [THREAD])
    return {'t': 'snap', **stand(topic), 'at': f'{EPOCH}:{head(topic)}', 'now': now(), 'mode': mode,
            'items': found, 'follow': 'off', **more}  # read once: who follows has the stream

def shown(topic, id):  # PT11, DL4
    found = items("topic = ? AND id = ? AND state = 'shown'", topic, id)
    return found[0] if found else refuse('not-found', 'no such comment')
def added(topic, key, who, /, parent, text, name=None, time=None, state=None, **_):
    if {name, time, state} != {None} and 'import' not in who['rights']: refuse('denied', 'PT8')
    text = clean(text)
    links = len(re.findall(r'https?://|\bwww\.', text, re.IGNORECASE))
    fault = 'too-long' if len(text) > 2000 else 'links' if links > 3 else '' if text else 'empty'
    if fault: refuse('invalid', fault, data={'fields': {'text': fault}})  # PT13
    up = shown(topic, parent) if parent else {'id': None, 'depth': -1}
    if up['depth'] == 8: up = item(topic, up['parent'])  # PT11
    return {'id': key, 'parent': up['id'], 'depth': up['depth'] + 1, 'text': text,
            'author': {'id': key if name else who['id'], 'name': clean(name or who['name'])},
            'time': now() if time is None else time, 'state': state or 'shown'}
def put(peer, /, topic, key, op, data, target=None, **_):  # all checks, then all changes
    who, known = peer['who'] or refuse('auth', 'nobody speaks', retry=0), item('kept', key)  # PT9
    id, stamp = (key, 'c') if op == 'add' else (target, 'v')  # whose commit `at` tells (PT4)
    said = json.dumps([who['id'], topic, op, id, data], sort_keys=True).encode()
    kept = {'id': key, 'what': hashlib.sha256(said).hexdigest()}
    if known not in ({}, kept): refuse('key-reuse', 'key: taken')  # PT5, PT6
    if not known:  # PT10, DL1 to DL4
        one = shown(topic, id) | {'state': 'gone'} if op == 'del' else \
            added(topic, key, who, **checked(data, 'parent text'))
        if op == 'del' and who['id'] != one['author']['id'] and 'moderator' not in who['roles']:
            refuse('denied', 'of somebody else')
        if one['state'] != 'shown': del one['text']
        save('kept', kept)
        seq, up = head(topic) + 1, item(topic, one['parent'])
        own = {'c': seq, 'place': seq if up else 2 ** 53 - seq, 'counts': {'v': seq, 'replies': 0}}
        save(topic, {**own, **one, 'v': seq})
        replies = value(f'{TOTAL} AND parent = ?', topic, one['parent'])
        if up: save(topic, {**up, 'counts': {'v': seq, 'replies': replies}})
    one, dup = item(topic, id), {'dup': True} if known else {}  # PT2
    return {'t': 'ok', 'key': key, 'item': one, 'at': f'{EPOCH}:{one[stamp]}', **dup}

KINDS = {'hello': (hello, 'v site'), 'sub': (sub, 'topic'), 'put': (put, 'topic key op data')}
def answer(frame, peer, needed='id'):  # FR2, FR3; its fields become arguments (MD6)
    id = {'id': frame['id']} if type(frame.get('id')) is int else {}
    try:
        checked({'t': frame.get('t')}, 't')
        work, fields = KINDS.get(frame['t']) or refuse('unsupported', 't: not here')
        return {**work(peer, **checked(frame, f'{needed} {fields}')), **id}
    except Refusal as refusal: return {**refusal.args[1], **id}
def post(request):  # HT5, HT6, LM1
    kind, length = request['CONTENT_TYPE'].partition(';')[0], int(request['CONTENT_LENGTH'] or 0)
    if kind.strip().lower() != 'application/json': refuse('bad-frame', 'no JSON', 415)
    if not 0 <= length <= MAX['message']: refuse('bad-frame', 'too long', 413)
    try: frames = json.loads(request['wsgi.input'].read(length))
    except (ValueError, RecursionError): frames = None
    if type(frames) is not list or len(frames) > 20: refuse('bad-frame', 'at most 20 frames')
    peer = {'who': reader(request.get('HTTP_AUTHORIZATION', '').removeprefix('Bearer '))}
    with changed, db:
        changed.notify_all()
        return 200, {}, [answer(one if type(one) is dict else {}, peer) for one in frames]
def get(request, topic, query):  # HT2 to HT4
    frame = {**dict(query), 'topic': topic}
    if frame.get('limit') in ('20', '50'): frame['limit'] = int(frame['limit'])
    with changed: snap = sub(None, **checked(frame, 'topic'))
    tag, age = f'"{snap["at"]}"', 'public, max-age=2, stale-while-revalidate=10'
    is_held = tag in request.get('HTTP_IF_NONE_MATCH', '')
    return 304 if is_held else 200, {'ETag': tag, 'Cache-Control': age}, () if is_held else snap

def stream(query):  # ES1 to ES6
    if {*dict(query)} != {'t'}: refuse('bad-frame', 't: topics expected')
    if len(query) > MAX['subs']: refuse('denied', 'too many topics', 403)
    asked = [{'t': 'sub', **dict(zip(('topic', 'since'), t.split('@', 1)))} for _, t in query]
    with changed: frames = [{**one, **answer(one, None, 't'), 'follow': 'items'} for one in asked]
    if any(one.get('code') == 'bad-frame' for one in frames): refuse('bad-frame', 't: no topic')
    return 200, {'Content-Type': 'text/event-stream'}, events(frames)
def events(frames):  # each told when there is room for it (SL3)
    at, ends = {}, time.monotonic() + MAX['stream'] / 1000 * random.uniform(.75, 1.25)  # ES3
    while True:
        yield f'data: {text_of(frames)}\n\n'.encode()
        at |= {one['topic']: one['to'] for one in frames if 'to' in one}
        if not at or time.monotonic() > ends: return
        time.sleep(.25)  # EV5
        with changed:
            changed.wait_for(lambda: any(head(topic) > at[topic] for topic in at),
                             min(MAX['beacon'] / 1000, ends - time.monotonic()))
            frames = [{'t': 'ev', **(it := stand(topic)), 'epoch': EPOCH, 'items': new or [],
                       'from': it['to'] if new is None else since}  # EV4, EV6
                      for topic, since in at.items() for new in [news(topic, since)]]

def route(request):
    method, path = request['REQUEST_METHOD'], request['PATH_INFO'].partition('/v1')[2]
    origin, query = request.get('HTTP_ORIGIN'), url.parse_qsl(request['QUERY_STRING'], True)
    if (method, path) == ('GET', ''): return 200, {}, {**ABOUT, 'now': now(), 'v': [1]}  # HT1
    if method == 'GET' and path.startswith('/t/'): return get(request, path[3:], query)
    if origin not in (None, *ORIGINS): refuse('denied', f'not for pages of {origin}', 403)  # HT7
    if method == 'OPTIONS': return 204, {}, ()  # HT8
    if (method, path) == ('POST', '/frames'): return post(request)
    if path != '/stream': refuse('not-found', 'nothing is here', 404)
    return stream(query) if method == 'GET' else refuse('bad-frame', 'GET expected', 405)  # ES4
def app(request, start):
    try: status, headers, body = route(request)
    except Refusal as refusal: (status, body), headers = refusal.args, {}
    start(f'{status} {status}', [*{**HEADERS, **headers}.items()])
    return [text_of(body).encode()] if type(body) in (dict, list) else body

class Server(http.server.ThreadingHTTPServer, wsgi.WSGIServer): request_queue_size = 128
wsgi.WSGIRequestHandler.timeout = 30  # SL3
wsgi.WSGIRequestHandler.log_message = lambda *_: None
wsgi.ServerHandler.error_headers = [*HEADERS.items()]
wsgi.ServerHandler.error_body = b'{"t":"err","code":"internal","retry":2000}'  # HT9, ER3
wsgi.make_server(env('HOST', '127.0.0.1'), int(env('PORT', 8492)), app, Server).serve_forever()

<?php // A newsroom's side of bandoc.v1, level 0: requests only. The ids are rules of PROTOCOL.md.
const LOOKS = ['\d{1,16}' => 'id time at closesAt', '".*"' => 'op site auth url title name text q',
  '{.*}' => 'data guest', '\[.*\]' => 'v', '[1-9]|[1-4]\d|50' => 'limit',
  '"at-?\d{1,15}"' => 'page', '"\d{1,16}"' => 'min',
  '"[\w.~-]{1,64}"' => 'target around thread', 'null|"[\w.~-]{1,64}"' => 'parent',
  '\[("[\w.~-]{1,64}",?)*\]' => 'ids scopes', '"[\w-]{16,64}"' => 'key',
  '"(new|old|top)"' => 'sort', '"[\w-]{1,32}:\d{1,16}"' => 'since',
  '"[a-z]{1,16}:[\w.~-]{1,64}(:\d{4}-\d\d)?"' => 'topic',
  '"(items|head|off)"' => 'follow', '"(shown|hidden|gone)"' => 'state']; // fields as JSON (FR2)
const STATUS = ['auth' => 401, 'denied' => 403, 'not-found' => 404, 'rate' => 429,
  'internal' => 500];
const THREAD = ['id' => '_thread', 'v' => 0, 'reactions' => [], 'policy' => ['guests' => 'no']];
const TABLES = "
  CREATE TABLE IF NOT EXISTS topic (name TEXT PRIMARY KEY, head INTEGER, total INTEGER);
  CREATE TABLE IF NOT EXISTS item (topic TEXT, body TEXT, id AS (body ->> 'id'),
    at AS (max(body ->> 'v', ifnull(body ->> '$.counts.v', 0))),
    parent AS (body ->> 'parent'), place AS (body ->> 'place'));
  CREATE UNIQUE INDEX IF NOT EXISTS by_id ON item (topic, id);
  CREATE INDEX IF NOT EXISTS by_place ON item (topic, parent, place);
  CREATE INDEX IF NOT EXISTS by_change ON item (topic, at)";

class Refusal extends Exception {}
function refuse($code, $why, $more = []) {
  if ($code === 'auth' || $code === 'reset') $more = ['retry' => 0]; // ER2
  throw new Refusal(json(['t' => 'err', 'code' => $code, 'msg' => substr($why, 0, 200)] + $more));
}
function now() { return (int) (microtime(true) * 1000); }
function json($value) { return json_encode($value, 320); } // letters and slashes as they are
function bound($value, $depth = 1) { // LM4
  if (!is_object($value) && !is_array($value)) return;
  if ($depth > 8 || is_object($value) && count((array) $value) > 32) refuse('bad-frame', 'data');
  foreach ($value as $one) bound($one, $depth + 1);
}
function check($frame, $needed) {
  foreach (explode(' ', $needed) as $name)
    if (!is_object($frame) || !property_exists($frame, $name))
      refuse('bad-frame', "$name: missing");
  foreach (LOOKS as $look => $names)
    foreach (array_intersect_key((array) $frame,
      array_flip(explode(' ', $names))) as $name => $value)
      if (!preg_match("/^($look)$/Ds", json($value))) refuse('bad-frame', "$name: not as asked");
}
function clean($text) { // MD7
  $text = preg_replace('/[^\P{Cc}\n\r\t]|[\x{202A}-\x{202E}\x{2066}-\x{2069}]/u', '', $text);
  $text = Normalizer::normalize(preg_replace(['/\r\n?/', '/\t/'], ["\n", ' '], $text));
  return preg_replace(['/^\s+|\s+$/u', '/\n\s*\n/u'], ['', "\n\n"], $text);
}

// ---- Storage: topics with their seqs, items as JSON. Each request is one transaction.
function sql($query, ...$values) {
  $statement = $GLOBALS['db']->prepare($query);
  foreach ($values as $i => $one) $statement->bindValue($i + 1, $one, is_int($one) ? 1 : 2);
  $statement->execute();
  return $statement->fetchAll(PDO::FETCH_ASSOC);
}
function items($where, ...$values) {
  $rows = sql("SELECT body FROM item WHERE topic = ? $where", ...$values);
  return array_map(fn($row) => json_decode($row['body'], true), $rows);
}
function item($topic, $id) { return items('AND id = ?', $topic, $id)[0] ?? null; }
function save($topic, $item) { sql('REPLACE INTO item VALUES (?, ?)', $topic, json($item)); }
function topic($name) {
  return sql('SELECT * FROM topic WHERE name = ?', $name)[0] ?? ['head' => 0, 'total' => 0];
}
function raise($topic, $more = 0) { // MD2
  return sql('INSERT INTO topic VALUES (?, 1, ?) ON CONFLICT DO UPDATE SET head = head + 1,
    total = total + excluded.total RETURNING head', $topic, $more)[0]['head'];
}
function epoch() { // MD4: fewer writes than the file beside it counts: a backup was put back
  $writes = (int) @file_get_contents(FILE . '.writes');
  $store = item('store', 'epoch');
  if ($store && topic('store')['head'] >= $writes) return $store['epoch'];
  sql("REPLACE INTO topic VALUES ('store', ?, 0)", $writes);
  save('store', ['id' => 'epoch', 'v' => 0, 'epoch' => bin2hex(random_bytes(6))]);
  return epoch();
}
function recount($topic, $id, $more) { // DV1, DV3
  $count = (item($topic, $id)['count'] ?? 0) + $more;
  if ($more) save($topic, ['id' => $id, 'v' => raise($topic), 'count' => $count]);
}
function spend($who, $burst, $each) { // LM6, LM8
  $at = max(now(), item('rate', $who)['at'] ?? 0) + $each;
  if ($at - now() > $burst * $each) refuse('rate', $who, ['retry' => $at - now() - $burst * $each]);
  save('rate', ['id' => $who, 'v' => 0, 'at' => $at]);
}

// ---- Who speaks
function reader($token) { // TK1, TK2, TK4
  $part = array_map(fn($one) => base64_decode(strtr($one, '-_', '+/')), explode('.', $token));
  $signed = hash_hmac('sha256', substr($token, 0, strrpos($token, '.') ?: 0), SECRET, true);
  [$head, $said] = [json_decode($part[0], true), json_decode($part[1] ?? '', true)];
  $texts = fn($all, $form) =>
    array_values(preg_grep("~^($form)$~D", array_filter($all, 'is_string')));
  $list = fn($claim, $form) => is_array($said[$claim] ?? 0) ? $texts($said[$claim], $form) : [];
  $text = fn($claim, $form = '.+') => $texts([$said[$claim] ?? 0], $form)[0] ?? '';
  $aud = [...$list('aud', '.+'), $text('aud')];
  $left = is_numeric($said['exp'] ?? '') ? $said['exp'] - time() : -INF;
  if (SECRET === '' || !hash_equals($signed, $part[2] ?? '') || strlen($token) > 4096
    || $head['alg'] !== 'HS256' || !$text('sub') || !in_array(SITE, $aud)
    || $left < -30 || $left > 630) refuse('auth', 'the token does not verify');
  $roles = $list('roles', 'moderator|staff');
  $badges = [...array_slice($list('badges', '[a-z][a-z0-9-]{0,23}'), 0, 4), ...$roles]; // PT15
  $author = ['id' => $said['sub'], 'name' => clean($text('name'))] + array_filter([
    'badges' => array_values(array_unique($badges)),
    'avatar' => $text('avatar', 'https://.{1,492}')]);
  return ['author' => $author, 'roles' => $roles, 'rights' => $list('rights', '.+'),
    'exp' => $said['exp']];
}
function about() {
  return ['site' => SITE, 'now' => now(), 'tick' => 1000, 'tz' => TZ, 'feat' => ['parent'],
    'max' => ['message' => 65536, 'batch' => 20, 'subs' => 16, 'text' => 2000]];
}
function hello($hello, &$who) {
  check($hello, 'id v site');
  if ($hello->site !== SITE) refuse('not-found', 'site: not served here'); // HS8
  if (!in_array(1, $hello->v)) refuse('version', 'v', ['data' => ['min' => 1, 'max' => 1]]); // HS2
  if (isset($hello->guest)) refuse('unsupported', 'guest: readers sign in here');
  if (isset($hello->auth)) [$who, $who] = [null, reader($hello->auth)]; // HS7
  return ['t' => 'welcome', 'v' => 1] + about() + ($who ? ['exp' => $who['exp'] * 1000,
    'user' => $who['author'] + ['roles' => $who['roles']]] : []);
}

// ---- Reading
function below($topic, $parent, $from, $limit) {
  return items('AND parent IS ? AND place > ? ORDER BY place LIMIT ?', $topic, $parent, $from,
    $limit);
}
function page($sub, $parent, $limit) { // SN1 to SN3
  if ($parent && !item($sub->topic, $parent)) refuse('not-found', 'parent');
  $from = isset($sub->page) ? (int) substr($sub->page, 2) : PHP_INT_MIN;
  $found = below($sub->topic, $parent, $from, $limit + 1);
  $items = $some = array_slice($found, 0, $limit);
  if (!$parent) foreach ($some as $root)
    array_push($items, ...below($sub->topic, $root['id'], 0, 3));
  $more = count($found) > $limit ? ['more' => 'at' . end($some)['place']] : [];
  return ['items' => $items, 'sort' => $parent ? 'old' : 'new'] + $more;
}
function sub($sub) {
  check($sub, 'topic');
  [$kind, , $month] = explode(':', $sub->topic) + ['', '', ''];
  $isPage = isset($sub->page) || isset($sub->parent) || isset($sub->around);
  $isOff = ($sub->follow ?? '') === 'off';
  if ($isPage && !$isOff) refuse('bad-frame', 'follow: off expected'); // SB6
  if (!in_array($kind, ['thread', 'tally', 'days']) || isset($sub->around) || isset($sub->q)
    || ($sub->sort ?? 'new') !== 'new') refuse('unsupported', 'not here');
  if (($kind === 'days') !== ($month !== '')) refuse('not-found', 'topic: a month belongs to days');
  ['head' => $head, 'total' => $total] = topic($sub->topic);
  [$epoch, $since] = explode(':', $sub->since ?? ':');
  $isDelta = $epoch === epoch() && !$isPage;
  if ($isDelta && $since > $head) refuse('reset', 'since: lies ahead'); // SB5
  $items = $isDelta ? items('AND at > ? LIMIT 201', $sub->topic, (int) $since) : [];
  if ($isDelta && count($items) <= 200 && strlen(json($items)) <= 131072) // SB4
    $snap = ['mode' => 'delta', 'items' => $items];
  elseif ($kind !== 'thread')
    $snap = ['mode' => 'full', 'items' => items("AND body ->> 'count' > 0", $sub->topic)];
  else $snap = ['mode' => $isPage ? 'page' : 'full']
    + page($sub, $sub->parent ?? null, $sub->limit ?? 20);
  if ($kind === 'thread') $snap['total'] = $total;
  // TF1
  if (isset($snap['sort']) && !$isPage) $snap['items'][] = item($sub->topic, '_thread') ?? THREAD;
  $isAsked = fn($item) => !isset($sub->ids) || in_array($item['id'], $sub->ids); // SN7
  $snap['items'] = array_values(array_filter($snap['items'], $isAsked));
  return $snap + ['t' => 'snap', 'topic' => $sub->topic, 'at' => epoch() . ":$head", 'now' => now()]
    + ($isOff ? ['follow' => 'off'] : ['follow' => 'poll', 'next' => 10000]);
}

// ---- Writing: every check comes before the first change.
function settle($topic, $up, $seq, $more) { // PT10, DL3
  if ($up && $more)
    save($topic, ['counts' => ['v' => $seq, 'replies' => $up['counts']['replies'] + $more]] + $up);
  $thread = substr($topic, 7);
  foreach (item('article', $thread)['scopes'] ?? [] as $scope)
    recount("tally:$scope", $thread, $more);
}
function fault($text) { // PT13
  if ($text === '') return 'empty';
  if (iconv_strlen($text) > 2000 || strlen($text) > 8000) return 'too-long';
  return preg_match_all('~https?://|\bwww\.~i', $text) > 3 ? 'links' : null;
}
function add($topic, $key, $data, $who) {
  check($data, 'parent text');
  $text = clean($data->text);
  if (!in_array('import', $who['rights'])) {
    // PT8
    if (isset($data->name) || isset($data->time) || isset($data->state)) refuse('denied', 'import');
    if ((item($topic, '_thread')['closesAt'] ?? INF) <= now()) refuse('closed', 'closed'); // PT12
  }
  if ($no = fault($text)) refuse('invalid', $no, ['data' => ['fields' => ['text' => $no]]]);
  $up = $data->parent === null ? null : item($topic, $data->parent);
  if ($data->parent !== null && ($up['state'] ?? '') !== 'shown') refuse('not-found', 'parent');
  if ($up && $up['depth'] === 8) $up = item($topic, $up['parent']); // PT11
  if (!in_array('import', $who['rights'])) spend($who['author']['id'], 3, 10000);
  $isShown = ($data->state ?? 'shown') === 'shown';
  $seq = raise($topic, (int) $isShown);
  settle($topic, $up, $seq, (int) $isShown);
  $author = isset($data->name) ? ['id' => $key, 'name' => clean($data->name)] : $who['author'];
  save($topic, ['id' => $key, 'v' => $seq, 'c' => $seq, 'place' => $up ? $seq : -$seq,
    'depth' => $up ? $up['depth'] + 1 : 0, 'parent' => $up['id'] ?? null, 'author' => $author,
    'time' => $data->time ?? now(), 'state' => $data->state ?? 'shown',
    'counts' => ['v' => $seq, 'replies' => 0]] + ($isShown ? ['text' => $text] : []));
}
function del($topic, $target, $data, $who) { // DL1 to DL4
  $item = item($topic, $target);
  if (($item['state'] ?? '') !== 'shown') refuse('not-found', 'target');
  if ($item['author']['id'] !== $who['author']['id'] && !in_array('moderator', $who['roles']))
    refuse('denied', 'target: of somebody else');
  $seq = raise($topic, -1);
  settle($topic, item($topic, $item['parent'] ?? ''), $seq, -1);
  save($topic, ['v' => $seq, 'state' => 'gone'] + array_diff_key($item, ['text' => 1]));
}
function put($put, $who) {
  check($put, 'id topic key op data');
  bound($put->data);
  if (!$who) refuse('auth', 'put: nobody speaks'); // PT9
  $id = ['add' => $put->key, 'del' => $put->target ?? ''][$put->op] ?? null;
  if ($id === null || !str_starts_with($put->topic, 'thread:')) refuse('unsupported', 'op'); // PT14
  $what = sha1(json([$who['author']['id'], $put->topic, $put->op, $id, $put->data]));
  $known = item('done', $put->key); // before all else (PT6)
  if ($known && $known['what'] !== $what) refuse('key-reuse', 'key: taken'); // PT5
  if (!$known) ($put->op)($put->topic, $id, $put->data, $who);
  if (!$known) save('done', ['id' => $put->key, 'v' => raise('store'), 'what' => $what]);
  $item = item($put->topic, $id);
  return ['t' => 'ok', 'key' => $put->key, 'item' => $item, 'at' => epoch() . ':'
    . $item[$put->op === 'add' ? 'c' : 'v']] + ($known ? ['dup' => true] : []); // PT2
}

// ---- The paper's own system (AR1 to AR4)
function tell($said) {
  [$topic, $name] = ["thread:$said->thread", ['id' => $said->thread, 'v' => 0]];
  $old = item('article', $said->thread) ?? $name + ['withdrawn' => true, 'scopes' => []];
  $new = $name + (isset($said->withdrawn) ? ['withdrawn' => true, 'closesAt' => now()] + $old
    : (array) $said);
  if ($new == $old || isset($old['withdrawn'], $said->withdrawn)) return 0; // AR2
  foreach ([[$old, -1], [$new, 1]] as [$one, $sign]) foreach ($one['scopes'] as $scope) {
    recount("tally:$scope", $said->thread, $sign * topic($topic)['total']);
    [$month, $day] = explode(' ', date('Y-m Y-m-d', (int) ($one['at'] / 1000)));
    if (!isset($one['withdrawn'])) recount("days:$scope:$month", $day, $sign);
  }
  [$was, $is] = array_map(fn($one) => array_intersect_key($one, ['closesAt' => 1]), [$old, $new]);
  if ($was !== $is) save($topic, ['v' => raise($topic)] + THREAD + $is); // TF3
  save('article', $new);
  return min(1, raise('store'));
}
function articles($told) {
  if (!in_array('articles', reader(bearer())['rights']))
    refuse('denied', 'need the right "articles"');
  $told = is_array($told) ? $told : [$told];
  foreach ($told as $one) check($one,
    isset($one->withdrawn) ? 'thread' : 'thread url title at scopes');
  return ['changed' => array_sum(array_map('tell', $told))];
}

// ---- HTTP
function send($status, $body, $headers = []) {
  $writes = topic('store')['head'];
  if ($status < 400) sql('COMMIT'); // nothing is answered before it is durable (PT3)
  if ($status < 400) file_put_contents(FILE . '.writes', $writes);
  http_response_code($status);
  $headers += ['Content-Type' => 'application/json', 'Cache-Control' => 'no-store'];
  foreach ($headers as $name => $value) header("$name: $value");
  exit($body === null ? '' : json($body));
}
function bearer() { return preg_replace('/^Bearer /i', '', $_SERVER['HTTP_AUTHORIZATION'] ?? ''); }
function network() { return bin2hex(substr(inet_pton($_SERVER['REMOTE_ADDR']), 0, 7)); } // LM10
function body() { // HT6
  // Halves of a pair that stand alone: JSON may have them, PHP refuses it then.
  $alone = '/\\\\ud[89ab]..(?!\\\\ud[c-f])|(?<!\\\\ud[89ab]..)\\\\ud[c-f]../i';
  $text = preg_replace($alone, '\ufffd', file_get_contents('php://input'));
  $isJson = preg_match('~^application/json\s*(;|$)~i', $_SERVER['CONTENT_TYPE'] ?? '');
  $status = !$isJson ? 415 : (strlen($text) > 65536 ? 413
    : (json_decode($text) === null ? 400 : 0));
  if ($status) send($status,
    ['t' => 'err', 'code' => 'bad-frame', 'msg' => '64 KiB of JSON expected']);
  return json_decode($text);
}
function frames($frames) { // HT5
  if (!is_array($frames) || count($frames) > 20) refuse('bad-frame', 'at most 20 frames'); // LM1
  try { $who = reader(bearer()); } catch (Refusal) { $who = null; }
  return array_map(function ($frame) use (&$who) {
    $id = is_int($frame->id ?? null) ? ['id' => $frame->id] : [];
    try {
      $t = $frame->t ?? null;
      if (!is_string($t)) refuse('bad-frame', 't: a string expected'); // FR2
      if (!in_array($t, ['hello', 'sub', 'put'])) refuse('unsupported', 't: not here'); // FR3
      if ($t === 'sub') spend('network ' . network(), 300, 200);
      if ($t === 'sub') check($frame, 'id');
      return $id + ($t === 'hello' ? hello($frame, $who) : $t($frame, $who));
    } catch (Refusal $no) {
      return $id + json_decode($no->getMessage(), true);
    }
  }, $frames);
}
function get($topic) { // HT2 to HT4
  $sub = ['topic' => $topic, 'follow' => 'off'];
  foreach (array_filter(explode('&', $_SERVER['QUERY_STRING'] ?? '')) as $pair) {
    [$name, $value] = array_map('urldecode', explode('=', "$pair="));
    $isKnown = preg_match('/^(since|limit=(20|50)$|sort|page|parent|around|ids|min)\b/',
      "$name=$value");
    if (isset($sub[$name]) || !$isKnown) refuse('bad-frame', "$name: not expected");
    $sub[$name] = ['limit' => (int) $value, 'ids' => explode(',', $value)][$name] ?? $value;
  }
  $snap = sub((object) $sub);
  $hasEnded = str_starts_with($topic, 'days') && substr($topic, -7) < date('Y-m', time() - 172800);
  $age = $hasEnded ? 86400 : (str_starts_with($topic, 'tally') ? 5 : 2);
  $isSame = str_contains($_SERVER['HTTP_IF_NONE_MATCH'] ?? '', "\"$snap[at]\"");
  send($isSame ? 304 : 200, $isSame ? null : $snap, ['Access-Control-Allow-Origin' => '*',
    'ETag' => "\"$snap[at]\"",
    'Cache-Control' => "public, max-age=$age, stale-while-revalidate=10"]);
}
function serve($request, $origin) {
  if ($request === 'GET ') send(200, about() + ['v' => [1], 'bind' => ['http' => 'v1']],
    ['Cache-Control' => 'public, max-age=300', 'Access-Control-Allow-Origin' => '*']); // HT1
  if (str_starts_with($request, 'GET /t/')) get(substr($request, 7));
  if ($origin !== null && !in_array($origin, explode(',', ORIGINS), true))
    refuse('denied', "This server does not serve pages of $origin."); // HT7
  $cors = $origin === null ? [] : ['Access-Control-Allow-Origin' => $origin, 'Vary' => 'Origin'];
  if (str_starts_with($request, 'OPTIONS'))
    send(204, null, $cors + ['Access-Control-Max-Age' => '7200',
    'Access-Control-Allow-Headers' => 'authorization, content-type, if-none-match']); // HT8
  if ($request === 'POST /frames') send(200, frames(body()), $cors);
  if ($request === 'POST /articles') send(200, articles(body()), $cors);
  refuse('not-found', 'There is nothing at this address.');
}

foreach (['SITE' => 'demo', 'SECRET' => '', 'ORIGINS' => '', 'FILE' => 'bandoc.db',
  'TZ' => 'Asia/Ho_Chi_Minh'] as $name => $else) define($name, getenv("BANDOC_$name") ?: $else);
date_default_timezone_set(TZ);
try {
  $db = new PDO('sqlite:' . FILE);
  $db->exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'
    . TABLES . '; BEGIN IMMEDIATE');
  $path = preg_replace('~^.*?/v1(?=/|$)~', '', parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
  serve($_SERVER['REQUEST_METHOD'] . ' ' . rawurldecode($path), $_SERVER['HTTP_ORIGIN'] ?? null);
} catch (Refusal $no) {
  $frame = json_decode($no->getMessage(), true);
  $after = isset($frame['retry']) ? ['Retry-After' => (string) ceil($frame['retry'] / 1000)] : [];
  send(STATUS[$frame['code']] ?? 400, $frame, $after + ['Access-Control-Allow-Origin' => '*']);
} catch (Throwable $error) {
  error_log($error);
  send(500, ['t' => 'err', 'code' => 'internal', 'retry' => 2000,
    'msg' => 'a fault of the server']);
}

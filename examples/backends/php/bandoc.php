<?php // A newsroom's side of bandoc.v1, level 0: requests only. The ids are rules of PROTOCOL.md.
foreach (['SITE' => 'demo', 'SECRET' => random_bytes(32), 'ORIGINS' => '', 'FILE' => 'bandoc.db',
  'TZ' => 'Asia/Ho_Chi_Minh'] as $name => $else) define($name, getenv("BANDOC_$name") ?: $else);
foreach (['display_errors' => '0', 'date.timezone' => TZ] as $name => $is) ini_set($name, $is);
const ABOUT = ['site' => SITE, 'tz' => TZ, 'tick' => 1000, 'feat' => ['parent', 'import', 'days'],
  'max' => ['message' => 65536, 'batch' => 20, 'subs' => 16, 'text' => 2000]]; // HT1
const STATUS = ['auth' => 401, 'denied' => 403, 'not-found' => 404], ID = '"[\w.~-]{1,64}"';
const LOOKS = ['t' => '".*"', 'id' => '\d{1,16}', 'v' => '\[[\d.,]{1,99}\]', 'site' => '".*"',
  'auth' => '".*"', 'topic' => '"[a-z]{1,16}:[\w.~-]{1,64}(:\d{4}-\d\d)?"', 'around' => ID,
  'parent' => 'null|' . ID, 'since' => '"[\w-]{1,32}:\d{1,16}"', 'limit' => '[1-9]|[1-4]\d|50',
  'sort' => '"(new|old|top)"', 'follow' => '"(items|head|off)"', 'page' => '"\d{1,16}"',
  'key' => '"[\w-]{16,64}"', 'op' => '".*"', 'target' => ID, 'data' => '{.*}', 'text' => '".*"',
  'name' => '".*"', 'time' => '\d{1,16}', 'state' => '"(shown|hidden|gone)"']; // as JSON (FR2)
const NEEDED = ['hello' => 'id v site', 'sub' => 'id topic', 'put' => 'id topic key op data'];
const THREAD = ['id' => '_thread', 'v' => 0, 'reactions' => [], 'policy' => ['guests' => 'no']];
const TABLES = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS epoch AS SELECT lower(hex(randomblob(6))) AS word;
  CREATE TABLE IF NOT EXISTS done (key PRIMARY KEY, what, at);
  CREATE TABLE IF NOT EXISTS article (thread, url, title, at INT, scopes);
  CREATE TABLE IF NOT EXISTS comment (topic, body, id AS (body ->> 'id') UNIQUE,
    parent AS (body ->> 'parent'), place INT AS (iif(parent IS NULL, -1, 1) * (body ->> 'c')),
    state AS (body ->> 'state'), v INT AS (body ->> 'v'), UNIQUE (topic, parent, place, state, v))";
class Refusal extends Exception { function __construct(public $frame, public $status) {} }
function refuse($code, $why, $more = [], $status = null) {
  $frame = ['t' => 'err', 'code' => $code, 'msg' => substr($why, 0, 200)] + $more;
  throw new Refusal($frame, $status ?? STATUS[$code] ?? 400);
}
function check($frame, $needed) { // what is missing looks like nothing that is asked for
  foreach ((array) $frame + array_fill_keys(explode(' ', $needed), [[]]) as $name => $value)
    preg_match('/^(' . (LOOKS[$name] ?? '.*') . ')$/Ds', json_encode($value))
      || refuse('bad-frame', "$name: not as asked");
}
function clean($text) { // MD7
  $text = strtr($text, ["\r\n" => "\n", "\r" => "\n", "\t" => ' ']);
  $text = preg_replace('/[^\P{Cc}\n]|[\x{202A}-\x{202E}\x{2066}-\x{2069}]/u', '', $text);
  return preg_replace(['/^\s+|\s+$/u', '/\n\s*\n/u'], ['', "\n\n"], Normalizer::normalize($text));
}
function now() { return (int) (microtime(true) * 1000); }
function sql($query, ...$values) { // rows of one JSON value each
  ($statement = $GLOBALS['db']->prepare($query))->execute($values);
  return array_map(fn($row) => json_decode($row, true), $statement->fetchAll(PDO::FETCH_COLUMN));
}
function reader($token) { // who speaks (TK1, TK2, TK4), or null where it does not verify
  if (!preg_match('~^(([\w-]+)\.([\w-]+))\.([\w-]+)$~D', $token, $part)) return null;
  $plain = fn($i) => base64_decode(strtr($part[$i], '-_', '+/'));
  [$head, $said] = [json_decode($plain(2), true), json_decode($plain(3), true)];
  $get = fn($of, $else) => gettype($said[$of] ?? null) === gettype($else) ? $said[$of] : $else;
  $left = max($get('exp', 0), $get('exp', 0.0)) - time();
  if (!hash_equals(hash_hmac('sha256', $part[1], SECRET, true), $plain(4)) || strlen($token) > 4096
    || ($head['alg'] ?? 0) !== 'HS256' || $left < -30 || $left > 630 || $get('sub', '') === ''
    || !in_array(SITE, [$get('aud', ''), ...$get('aud', [])], true)) return null;
  return ['id' => $said['sub'], 'name' => clean($get('name', '')), 'rights' => $get('rights', []),
    'roles' => array_values(array_filter(['moderator', 'staff'],
      fn($role) => in_array($role, $get('roles', []), true)))];
}
function hello($hello, &$who) { // HS2, HS7, HS8
  $hello->site === SITE || refuse('not-found', 'site: not served here');
  in_array(1, $hello->v) || refuse('version', 'v', ['data' => ['min' => 1, 'max' => 1]]);
  if (isset($hello->guest)) refuse('unsupported', 'guest: readers sign in here');
  if (isset($hello->auth) && !$who = reader($hello->auth)) refuse('auth', '', ['retry' => 0]);
  return ['t' => 'welcome', 'v' => 1, 'now' => now()] + ABOUT + ($who ? ['user' => $who] : []);
}
function comments($where, ...$values) { // MD3: what is counted is counted when it is read
  return sql("SELECT json_set(body, '$.counts', json((SELECT json_object('v', max(it.body ->> 'c',
    ifnull(max(v), 0)), 'replies', count(nullif(state = 'shown', 0))) FROM comment WHERE topic =
    it.topic AND parent = it.id))) FROM comment AS it WHERE topic = ? AND $where", ...$values);
}
function comment($topic, $id) { return comments('id = ?', $topic, $id)[0] ?? null; }
function page($topic, $parent, $limit = 3, $after = null) { // SN1 to SN3
  $items = comments('parent IS ? AND place > ? ORDER BY place LIMIT ?', $topic, $parent,
    $parent ? $after ?? 0 : -($after ?? PHP_INT_MAX), $limit + 1);
  $more = array_splice($items, $limit) ? ['more' => (string) end($items)['c']] : [];
  foreach ($parent ? [] : $items as $it) array_push($items, ...page($topic, $it['id'])['items']);
  if (!$parent && !$after) $items[] = THREAD; // TF1
  return ['items' => $items] + $more;
}
function head($topic) { // MD2, SN4: epoch, seq, and what every snap of it says
  return sql("SELECT json_array((SELECT word FROM epoch), ifnull(max(v), 0), json_object('total',
    count(nullif(state = 'shown', 0)))) FROM comment WHERE topic = ?", $topic)[0];
}
function days($scope, $month) { // SN7, DV3: they have no seq, but an epoch for each state
  $days = sql("SELECT json_object('id', day(at / 1e3), 'v', 0, 'count', count(DISTINCT thread))
    FROM article, json_each(scopes) WHERE value = ? AND at >= ? AND at < ? GROUP BY day(at / 1e3)",
    $scope, strtotime("$month-01") * 1000, min(now(), strtotime("$month-01 +1 month") * 1000));
  return [md5(json_encode($days)), 0, ['items' => $days]];
}
function sub($sub) {
  $isOff = ($sub->follow ?? '') === 'off';
  $isPage = isset($sub->page) || isset($sub->parent) || isset($sub->around);
  if ($isPage && !$isOff) refuse('bad-frame', 'follow: off expected'); // SB6
  preg_match('/^(thread:[^:]+|days:(.+):(\d{4}-(0[1-9]|1[0-2])))$/D', $sub->topic, $topic)
    && !isset($sub->around) && ($sub->sort ?? 'new') === 'new' && ($sub->follow ?? '') !== 'head'
    || refuse('unsupported', 'topic, around, sort or follow: not here'); // FT1
  [$epoch, $seq, $snap] = isset($topic[2]) ? days($topic[2], $topic[3]) : head($sub->topic);
  [$held, $since] = explode(':', $sub->since ?? ':');
  if ($held === $epoch && $since > $seq) refuse('reset', 'since', ['retry' => 0]); // SB5
  if ($held === $epoch && !$isPage && $seq - $since <= 200) // SB4, SN5
    $snap = ['mode' => 'delta', 'items' => comments('(v > ? OR id IN (SELECT parent FROM comment
      WHERE topic = ? AND v > ?))', $sub->topic, $since, $sub->topic, $since)] + $snap;
  if (!isset($snap['items']))
    $snap += page($sub->topic, $sub->parent ?? null, $sub->limit ?? 20, $sub->page ?? null);
  return $snap + ['t' => 'snap', 'topic' => $sub->topic, 'at' => "$epoch:$seq", 'now' => now(),
    'mode' => $isPage ? 'page' : 'full', 'follow' => $isOff ? 'off' : 'poll', 'next' => 10000];
}
function add($put, $who, $seq) { // the comment that is to be stored; what refuses comes before
  check($data = $put->data, 'parent text');
  $isImport = isset($data->name) || isset($data->time) || isset($data->state);
  if ($isImport && !in_array('import', $who['rights'], true)) refuse('denied', 'import'); // PT8
  $text = clean($data->text);
  $fault = array_search(true, ['empty' => $text === '', 'too-long' => strlen($text) > 8000
    || iconv_strlen($text) > 2000, 'links' => preg_match_all('~https?://|\bwww\.~iu', $text) > 3]);
  if ($fault) refuse('invalid', 'text', ['data' => ['fields' => ['text' => $fault]]]); // PT13
  $up = comment($put->topic, $data->parent);
  if (isset($data->parent) && ($up['state'] ?? 0) !== 'shown') refuse('not-found', 'parent');
  if (($up['depth'] ?? 0) === 8) $up = comment($put->topic, $up['parent']); // PT11
  $state = $data->state ?? 'shown';
  return ['id' => $put->key, 'v' => $seq, 'c' => $seq, 'parent' => $up['id'] ?? null,
    'depth' => ($up['depth'] ?? -1) + 1, 'time' => $data->time ?? now(), 'state' => $state,
    'author' => ['id' => isset($data->name) ? $put->key : $who['id'],
      'name' => clean($data->name ?? $who['name'])]] + ($state === 'shown' ? compact('text') : []);
}
function del($put, $who, $seq) { // DL1 to DL4
  $item = comment($put->topic, $put->target);
  if (($item['state'] ?? 0) !== 'shown') refuse('not-found', 'target');
  $item['author']['id'] === $who['id'] || in_array('moderator', $who['roles'])
    || refuse('denied', 'target: of somebody else');
  return ['v' => $seq, 'state' => 'gone'] + array_diff_key($item, ['text' => 1]);
}
function put($put, $who) {
  $who ?? refuse('auth', 'put: nobody speaks', ['retry' => 0]); // PT9
  $id = ['add' => $put->key, 'del' => $put->target ?? null][$put->op] ?? null;
  preg_match('/^thread:[^:]+$/D', $put->topic) && $id || refuse('unsupported', 'topic, op'); // PT14
  $what = sha1(json_encode([$who['id'], $put->topic, $put->op, $id, $put->data]));
  [$epoch, $seq] = head($put->topic);
  [$known, $at] = sql('SELECT json_array(what, at) FROM done WHERE key = ?', $put->key)[0]
    ?? [null, $seq + 1]; // PT6
  ($known ?? $what) === $what || refuse('key-reuse', 'key: taken'); // PT5
  if (!$known) { // PT10: one row is the whole commit
    $item = json_encode(($put->op)($put, $who, $at), JSON_UNESCAPED_UNICODE);
    sql('REPLACE INTO comment VALUES (?, ?)', $put->topic, $item);
    sql('INSERT INTO done VALUES (?, ?, ?)', $put->key, $what, $at);
  }
  return ['t' => 'ok', 'key' => $put->key, 'item' => comment($put->topic, $id),
    'at' => "$epoch:$at"] + ($known ? ['dup' => true] : []); // PT2
}
function get($topic) { // HT2 to HT4
  preg_match('/^((since|sort|page|parent|around)=[^&]*|min=\d+|limit=(20|50)|&)*$/D',
    $_SERVER['QUERY_STRING'] ?? '') || refuse('bad-frame', 'not a parameter');
  $sub = ['topic' => $topic, 'follow' => 'off', 'limit' => (int) ($_GET['limit'] ?? 20)] + $_GET;
  check($sub, 'topic');
  $snap = sub((object) $sub);
  $isOver = str_starts_with($topic, 'days') && substr($topic, -7) < date('Y-m', time() - 172800);
  header('Cache-Control: public, stale-while-revalidate=10, max-age=' . ($isOver ? 86400 : 2));
  header("ETag: \"$snap[at]\"");
  $isHeld = str_contains($_SERVER['HTTP_IF_NONE_MATCH'] ?? '', "\"$snap[at]\"");
  return $isHeld ? http_response_code(304) : $snap;
}
function frames() { // HT5, HT6
  preg_match('~^application/json\s*(;|$)~i', $_SERVER['CONTENT_TYPE'] ?? '')
    || refuse('bad-frame', 'application/json expected', status: 415);
  $text = file_get_contents('php://input');
  strlen($text) <= 65536 || refuse('bad-frame', 'at most 64 KiB', status: 413);
  $frames = json_decode($text) // halves of a pair that stand alone are JSON, but not PHP's
    ?? json_decode(preg_replace('/\\\\ud[89a-f]../i', '\ufffd', $text));
  is_array($frames) && count($frames) <= 20 || refuse('bad-frame', 'up to 20 frames'); // LM1
  $who = reader(preg_replace('/^Bearer /i', '', $_SERVER['HTTP_AUTHORIZATION'] ?? ''));
  return array_map(function ($frame) use (&$who) {
    $id = is_int($frame->id ?? null) ? ['id' => $frame->id] : [];
    try {
      check((object) $frame, 't');
      check($frame, NEEDED[$frame->t] ?? refuse('unsupported', 't: not here')); // FR3
      return $id + ($frame->t)($frame, $who);
    } catch (Refusal $no) {
      return $id + $no->frame;
    }
  }, $frames);
}

foreach (['Content-Type: application/json', 'Cache-Control: no-store',
  'Access-Control-Allow-Origin: *', 'Access-Control-Max-Age: 7200',
  'Access-Control-Allow-Headers: authorization, content-type'] as $line) header($line);
set_exception_handler(function ($no) {
  http_response_code($no->status ?? 500);
  echo json_encode($no->frame ?? throw $no, JSON_INVALID_UTF8_SUBSTITUTE);
});
$db = new PDO('sqlite:' . FILE);
$db->sqliteCreateFunction('day', fn($seconds) => date('Y-m-d', (int) $seconds));
[$method, $origin] = [$_SERVER['REQUEST_METHOD'], $_SERVER['HTTP_ORIGIN'] ?? null];
$path = preg_replace('~^.*?/v1(?=/|$)~', '', rawurldecode(strtok($_SERVER['REQUEST_URI'], '?')));
$db->exec(TABLES . '; BEGIN ' . ($method === 'POST' ? 'IMMEDIATE' : ''));
$body = match (true) {
  "$method $path" === 'GET ' => ABOUT + ['v' => [1], 'now' => now(), 'bind' => ['http' => 'v1']],
  str_starts_with("$method $path", 'GET /t/') => get(substr($path, 3)),
  !in_array($origin, [null, ...explode(',', ORIGINS)], true) => refuse('denied', "not $origin"),
  $method === 'OPTIONS' => http_response_code(204), // HT8
  "$method $path" === 'POST /frames' => frames(),
  default => refuse('not-found', 'Nothing is here.'),
};
$db->exec('COMMIT'); // before anything is answered (PT3)
echo is_array($body) ? json_encode($body, JSON_UNESCAPED_UNICODE) : '';

/** A topic's name in its parts: `thread:x` has a kind and a name, `days:home:2020-10` a month besides. */
export interface TopicParts {
  readonly kind: string;
  readonly name: string;
  readonly month?: string;
}

/** Takes a topic's name apart; a malformed one has an empty kind. */
export function parseTopic(topic: string): TopicParts {
  const [kind = '', name = '', month] = topic.split(':');
  return month === undefined ? { kind, name } : { kind, name, month };
}

export function threadTopic(thread: string): string {
  return `thread:${thread}`;
}

export function tallyTopic(scope: string): string {
  return `tally:${scope}`;
}

/** What one reader has to do with a thread. */
export function mineTopic(thread: string): string {
  return `mine:${thread}`;
}

/** `month` is `yyyy-mm`. */
export function daysTopic(scope: string, month: string): string {
  return `days:${scope}:${month}`;
}

/**
 * The thread's name of a page that gives none (rule MD5): the path of its canonical address without the slashes at its ends, inner
 * slashes as `~`, every character outside `[A-Za-z0-9._~-]` as `-`; `~` for the front page; a name that would be longer than 64 or had
 * characters replaced ends with `-` and 11 characters of a hash of the path, so that two pages never share a thread by accident.
 */
export function threadOfPath(path: string): string {
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  const plain = trimmed.replaceAll('/', '~');
  const safe = plain.replace(/[^A-Za-z0-9._~-]/g, '-');
  if (safe === '') return '~';
  if (safe === plain && safe.length <= 64) return safe;
  return `${safe.slice(0, 50)}-${hash53(trimmed).toString(36).padStart(11, '0')}`;
}

/** Two 32-bit FNV-1a streams joined to 53 bits: enough to tell a site's pages or readers apart, no protection against an attacker, who gains nothing. */
export function hash53(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}

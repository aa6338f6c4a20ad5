import { type ClientFrame, type Comment, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';

/** What a mutation remembers of one client. */
export type Memory = Map<string, unknown>;

/** What a wrong client would take from what came, or would send. */
export interface ClientMutation {
  readonly fromServer?: (frame: ServerFrame, memory: Memory) => unknown[];
  readonly toServer?: (frame: ClientFrame, memory: Memory) => ClientFrame[];
}

export interface ClientMutant extends ClientMutation {
  readonly what: string;
  /** Scenarios that find it. */
  readonly found: readonly string[];
}

/** Wrong clients: ours, to which what a right one heeds is kept from, or of which what it sends is changed. */
export const MUTANTS: Readonly<Record<string, ClientMutant>> = {
  'no-gaps': {
    what: 'takes every ev as contiguous',
    found: ['EV1.gap', 'EV1.gap-cursor', 'EV4.ahead'],
    fromServer: (frame) => [frame.t === 'ev' ? { ...frame, from: 0 } : frame],
  },
  'fresh-keys': {
    what: 'makes a new key on every try',
    found: ['PT2.lost', 'PT2.silence', 'ER2.later-rate'],
    toServer: (frame, memory) => {
      if (frame.t !== 'put') return [frame];
      const tries = Number(memory.get(frame.key) ?? 0);
      memory.set(frame.key, tries + 1);
      return [tries ? { ...frame, key: `${frame.key}-${tries}` } : frame];
    },
  },
  strict: {
    what: 'drops a frame with a field that it does not know',
    found: ['MD6.snap', 'MD6.event', 'MD6.ok'],
    fromServer: (frame) => ('later' in frame ? [] : [frame]),
  },
  'strict-items': {
    what: 'drops an item with a field that it does not know',
    found: ['MD6.item', 'MD6.event'],
    fromServer: (frame) => [withItems(frame, (items) => items.filter((one) => !('later' in one)))],
  },
  'one-epoch': {
    what: 'does not look at the epoch',
    found: ['MD4.event', 'MD4.following', 'MD4.away'],
    fromServer: (frame, memory) => {
      if (frame.t !== 'ev' && frame.t !== 'snap') return [frame];
      const { epoch, seq } = frame.t === 'ev' ? { epoch: frame.epoch, seq: 0 } : parseCursor(frame.at);
      if (!memory.has(frame.topic)) memory.set(frame.topic, epoch);
      const first = String(memory.get(frame.topic));
      return [frame.t === 'ev' ? { ...frame, epoch: first } : { ...frame, at: `${first}:${seq}` }];
    },
  },
  'ok-moves': {
    what: 'takes an ok for everything up to it',
    found: ['PT4.cursor', 'PT4.between'],
    fromServer: (frame) => {
      if (frame.t !== 'ok' || frame.at === undefined) return [frame];
      const { epoch, seq } = parseCursor(frame.at);
      return [frame, { t: 'ev', topic: 'thread:a', epoch, from: 0, to: seq, items: [] }];
    },
  },
  stubborn: {
    what: 'sends what was refused for good again',
    found: ['PT7.final', 'ER2.final-closed', 'HT5.final'],
    fromServer: (frame) => [frame.t === 'err' && frame.id !== undefined && frame.retry === undefined ? { ...frame, retry: 1_000 } : frame],
  },
  faint: {
    what: 'gives up what it was only asked to send later',
    found: ['ER2.later-rate', 'ER2.later-busy', 'MD6.err'],
    fromServer: (frame) => {
      if (frame.t !== 'err' || frame.id === undefined) return [frame];
      const { retry: _, ...final } = frame;
      return [final];
    },
  },
  'page-as-is': {
    what: 'takes a page for as new as all else',
    found: ['SN3.older'],
    fromServer: (frame, memory) => {
      if (frame.t === 'ev') memory.set(frame.topic, `${frame.epoch}:${frame.to}`);
      return [frame.t === 'snap' && frame.mode === 'page' ? { ...frame, at: (memory.get(frame.topic) ?? frame.at) as string } : frame];
    },
  },
  'no-versions': {
    what: 'takes what comes last for the newest',
    found: ['MD8.older', 'MD8.deleted', 'SN3.held'],
    fromServer: (frame, memory) => {
      const raised = Number(memory.get('raised') ?? 0) + 1_000;
      memory.set('raised', raised);
      return [withItems(frame, (items) => items.map((one) => ('v' in one && 'c' in one ? { ...one, v: one.v + raised } : one)))];
    },
  },
  'one-register': {
    what: 'takes counters with the words, whatever their version',
    found: ['MD8.registers'],
    fromServer: (frame) => [withItems(frame, (items) => items.map((one) => (isComment(one) ? { ...one, counts: { ...one.counts, v: one.v } } : one)))],
  },
  'no-counters': {
    what: 'does not heed counters that come by themselves',
    found: ['MD3.counters', 'MD3.replies', 'TP3.still'],
    fromServer: (frame) => [withItems(frame, (items) => items.filter((one) => 'v' in one))],
  },
  'no-beacons': {
    what: 'does not heed events that are empty',
    found: ['EV4.ahead', 'EV6.many', 'MD4.beacon'],
    fromServer: (frame) => (frame.t === 'ev' && frame.items.length === 0 ? [] : [frame]),
  },
  forgetful: {
    what: 'does not keep who it is',
    found: ['HS4.kept', 'HS7.guest'],
    toServer: (frame) => {
      if (frame.t !== 'hello') return [frame];
      const { auth: _, ...anew } = frame;
      return [anew];
    },
  },
  'someone-else': {
    what: 'goes on as who was signed in first',
    found: ['MN3.another', 'MN3.unsent'],
    toServer: (frame, memory) => {
      if (frame.t !== 'hello' || frame.auth === undefined) return [frame];
      if (!memory.has('auth')) memory.set('auth', frame.auth);
      return [{ ...frame, auth: String(memory.get('auth')) }];
    },
  },
  headstrong: {
    what: 'edits whatever version there is',
    found: ['ED2.if', 'ED4.lost'],
    toServer: (frame) => {
      if (frame.t !== 'put') return [frame];
      const { if: _, ...blind } = frame;
      return [blind];
    },
  },
  'no-cursor': {
    what: 'asks for all anew, and takes a reset for nothing',
    found: ['SB5.reset'],
    fromServer: (frame) => (frame.t === 'err' && frame.code === 'reset' ? [{ ...frame, code: 'internal', retry: 600_000 }] : [frame]),
  },
  returning: {
    what: 'comes back however it was refused',
    found: ['HS2.version', 'WS5.denied', 'WS5.4003'],
    fromServer: (frame) => [frame.t === 'err' && ['version', 'denied', 'not-found'].includes(frame.code) ? { ...frame, code: 'busy', retry: 5_000 } : frame],
  },
};

type Item = Snap['items'][number];

function withItems(frame: ServerFrame, change: (items: Item[]) => Item[]): ServerFrame {
  return frame.t === 'snap' || frame.t === 'ev' ? { ...frame, items: change(frame.items) } : frame;
}

function isComment(one: Item): one is Comment {
  return 'counts' in one && 'v' in one;
}

import { check, PROTOCOL_VERSION, type ServerFrame, type Sub, sub } from '@bandoc/protocol';
import { Refusal } from './refusal.ts';
import type { Session, Wire } from './session.ts';
import type { Settings } from './settings.ts';

/** Reads what a stream is asked for: `topic@cursor`, or a topic alone, each (rules ES1, ES4). */
export function parsePlaces(places: readonly string[], settings: Settings): Sub[] {
  if (places.length === 0) throw new Refusal('bad-frame', 't: a topic expected');
  if (places.length > settings.subs) throw new Refusal('denied', `t: at most ${settings.subs} topics`);
  return places.map((place, index) => {
    const at = place.indexOf('@');
    const frame = { t: 'sub', id: index + 1, ...(at < 0 ? { topic: place } : { topic: place.slice(0, at), since: place.slice(at + 1) }) };
    const fault = check(sub, frame);
    if (fault) throw new Refusal('bad-frame', fault);
    return frame as Sub;
  });
}

/** Says for a page that cannot speak what it would: so a stream is a connection like any other. */
export function follow(session: Session, site: string, subs: readonly Sub[]): void {
  session.receive({ t: 'hello', id: 0, v: [PROTOCOL_VERSION], site });
  for (const frame of subs) session.receive(frame);
}

/** The wire of such a page: it never asked, so answers name topics and not requests (rules ES1, ES2). News pass as they are. */
export function withoutIds(wire: Wire, subs: readonly Sub[]): Wire {
  return {
    send: (frames) => {
      const [first] = frames;
      if (first?.t === 'ev') wire.send(frames);
      else if (first?.t !== 'welcome') wire.send(frames.map((frame) => withoutId(frame, subs)));
    },
    end: (reason) => wire.end(reason),
    waiting: () => wire.waiting?.() ?? 0,
  };
}

function withoutId(frame: ServerFrame, subs: readonly Sub[]): ServerFrame {
  if (!('id' in frame)) return frame;
  const { id, ...rest } = frame;
  const topic = subs.find((one) => one.id === id)?.topic;
  return (frame.t === 'err' && topic !== undefined ? { ...rest, topic } : rest) as ServerFrame;
}

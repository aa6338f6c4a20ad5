import { connect, createServer, type Socket } from 'node:net';
import type { Watchable } from '@bandoc/client';

/** What becomes of the bytes that go one way. */
export interface Way {
  /** Nothing passes: what is sent is kept, and goes on when this ends. */
  readonly stalled?: boolean;
  /** Each piece arrives so much later, ms. */
  readonly delay?: number;
  /** Pieces are at most so large, bytes. */
  readonly slice?: number;
  /** The line breaks after so many bytes. */
  readonly most?: number;
  /** What passes in the place of a piece. */
  readonly edit?: (piece: Buffer) => Buffer;
}

/** How the line is; each part of it may change while lines are open. */
export interface Weather {
  /** What happens to a new line: it is led to the server, broken, never led anywhere, or answered with this at once. */
  readonly open?: 'server' | 'broken' | 'nowhere' | { readonly says: string };
  /** From the page to the server, and back. */
  readonly up?: Way;
  readonly down?: Way;
  /** All that goes up reaches the server a second time, by another line. */
  readonly twice?: boolean;
}

/** A proxy on a port of its own, through which a page reaches a server as well as the weather allows. It tells of every line that is opened. */
export interface LineProxy extends Watchable {
  readonly port: number;
  /** How many lines were opened so far. */
  readonly opened: number;
  /** From now on it is so, for open lines too. */
  turn(weather: Weather): void;
  /** From now on it is so for new lines; open ones stay as they are. */
  turnForNew(weather: Weather): void;
  /** Breaks all open lines, or ends them in peace. */
  cut(how?: 'broken' | 'ended'): void;
  close(): Promise<void>;
}

interface Line {
  turn(weather: Weather): void;
  cut(how: 'broken' | 'ended'): void;
}

export async function createLineProxy(serverPort: number): Promise<LineProxy> {
  const lines = new Set<Line>();
  const listeners = new Set<() => void>();
  let weather: Weather = {};
  let opened = 0;
  const proxy = createServer({ allowHalfOpen: true, noDelay: true }, (page) => {
    opened += 1;
    const line = lead(page, serverPort, weather);
    lines.add(line);
    page.on('close', () => lines.delete(line));
    for (const listener of listeners) listener();
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const cut = (how: 'broken' | 'ended' = 'broken') => {
    for (const line of lines) line.cut(how);
  };
  return {
    port: (proxy.address() as { port: number }).port,
    get opened() {
      return opened;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    turn: (next) => {
      weather = next;
      for (const line of lines) line.turn(next);
    },
    turnForNew: (next) => {
      weather = next;
    },
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => void proxy.close(() => resolve()));
    },
  };
}

function lead(page: Socket, serverPort: number, weather: Weather): Line {
  const { open = 'server', twice = false } = weather;
  const server = open === 'server' ? dial(serverPort) : undefined;
  const again = server && twice ? dial(serverPort).resume() : undefined;
  const ends = [page, server, again].filter((end) => end !== undefined);
  const cut = (how: 'broken' | 'ended') => {
    for (const end of ends) {
      if (how === 'broken') end.resetAndDestroy();
      else end.end().destroySoon();
    }
  };
  for (const end of ends) end.on('error', () => undefined);
  if (open === 'broken') cut('broken');
  else if (typeof open === 'object')
    page
      .resume()
      .on('end', () => page.end())
      .once('data', () => page.end(open.says));
  else if (open === 'nowhere') page.on('data', () => undefined);
  page.on('close', () => cut('broken'));
  if (!server) return { turn: () => undefined, cut };

  const breakOff = () => cut('broken');
  const up = createPipe(
    weather.up,
    (piece) => [server, again].forEach((end) => end?.write(piece)),
    () => server.end(),
    breakOff,
  );
  const down = createPipe(
    weather.down,
    (piece) => page.write(piece),
    () => page.end(),
    breakOff,
  );
  page.on('data', up.take).on('end', up.end);
  server
    .on('data', down.take)
    .on('end', down.end)
    .on('close', () => down.end());
  return {
    cut,
    turn: (next) => {
      up.turn(next.up);
      down.turn(next.down);
    },
  };
}

function dial(port: number): Socket {
  return connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
}

/** One way of a line: what it takes it gives on in order, as well as the weather allows, and its end after all else. */
function createPipe(first: Way = {}, give: (piece: Buffer) => void, finish: () => void, breakOff: () => void) {
  const held: Array<{ readonly piece: Buffer; readonly due: number }> = [];
  let way = first;
  let passed = 0;
  let ended = false;
  let flowing = false;

  const flow = () => {
    flowing = false;
    const [next] = held;
    if (way.stalled) return;
    if (!next) return ended ? finish() : undefined;
    const wait = next.due - performance.now();
    if (wait > 0) return later(wait);
    held.shift();
    const room = (way.most ?? Infinity) - passed;
    passed += next.piece.length;
    give(next.piece.subarray(0, Math.max(0, room)));
    if (passed >= (way.most ?? Infinity)) return breakOff();
    later(0);
  };
  /** Each piece in a turn of its own: so they go out as they are, and are not put together again. */
  const later = (ms: number) => {
    if (flowing) return;
    flowing = true;
    if (ms > 0) setTimeout(flow, ms);
    else setImmediate(flow);
  };

  return {
    take: (bytes: Buffer) => {
      const { edit, slice = Infinity, delay = 0 } = way;
      const whole = edit ? edit(bytes) : bytes;
      const due = performance.now() + delay;
      for (let at = 0; at < whole.length; at += slice) held.push({ piece: whole.subarray(at, Math.min(whole.length, at + slice)), due });
      later(0);
    },
    end: () => {
      ended = true;
      later(0);
    },
    turn: (next: Way = {}) => {
      way = next;
      later(0);
    },
  };
}

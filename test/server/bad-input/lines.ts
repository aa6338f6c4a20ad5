import type { ServerFrame } from '@bandoc/protocol';
import { WebSocket } from 'ws';
import type { Message } from './bad-messages.ts';
import { createJudge, type Judge, type Meaning, meaningOf, meaningOfValue } from './judge.ts';
import type { Traffic } from './real-traffic.ts';

/** One way to say messages to a server as no page of ours would. */
export interface Line {
  /** Says all of them, judges all that is answered, and answers how many frames that were; rejects where a rule is broken. */
  converse(messages: readonly Message[]): Promise<number>;
}

/** Nothing takes so long, ms. */
const LATEST = 5_000;

/** Two good frames: what was answered before the second of them was answered in its order. */
const lastWords = ({ auth }: Traffic): Message => ({
  text: JSON.stringify([
    { t: 'hello', id: 8_000_000, v: [1], site: 'demo', auth },
    { t: 'sub', id: 8_000_001, topic: 'thread:last', follow: 'off' },
  ]),
});

/** How a connection ends by which refusal (rule WS5). */
const CLOSES: Readonly<Record<string, number>> = { version: 4001, 'not-found': 4003 };

const sizeOf = (meaning: Meaning) => ('frames' in meaning ? Math.max(1, meaning.frames.length) : 1);

interface Socket {
  say(message: Message): void;
  close(): void;
}

/** How a socket of one binding is opened, what a message means there, and by which code one ends that is answered by nothing else. */
interface Binding {
  open(heard: (frames: readonly ServerFrame[]) => void, closed: (code: number) => void): Promise<Socket>;
  meaningOf(message: Message): Meaning;
  isClose(code: number, ended: string | undefined): boolean;
}

function createLine({ open, meaningOf: means, isClose }: Binding, traffic: Traffic, sent: Set<string>): Line {
  return {
    converse: async (messages) => {
      const judge: Judge = createJudge(traffic, sent);
      let settle: (fault?: Error) => void = () => {};
      const settled = new Promise<void>((resolve, reject) => (settle = (fault) => (fault ? reject(fault) : resolve())));
      // It may be found while it is still said what is to be judged.
      settled.catch(() => undefined);
      const heard = (frames: readonly ServerFrame[]) => {
        try {
          for (const frame of frames) judge.heard(frame);
          if (judge.owed === 0 && judge.ended === undefined && !judge.doomed) settle();
        } catch (fault) {
          settle(fault as Error);
        }
      };
      const closed = (code: number) => {
        const isDue = (judge.doomed || judge.ended !== undefined) && isClose(code, judge.ended);
        settle(isDue ? undefined : new Error(`The connection ended by ${code} (${judge.ended ?? judge.doomed})`));
      };
      const socket = await open(heard, closed);
      let size = 0;
      for (const message of [...messages, lastWords(traffic)]) {
        const meaning = means(message);
        judge.said(meaning);
        size += sizeOf(meaning);
        socket.say(message);
      }
      const late = setTimeout(() => settle(new Error(`${judge.owed} frames were never answered, or the connection not ended`)), LATEST);
      try {
        await settled;
      } finally {
        clearTimeout(late);
        socket.close();
      }
      return size;
    },
  };
}

const bytesOf = (message: Message) => ('bytes' in message ? message.bytes : message.text);

export function createWebSocketLine(base: string, traffic: Traffic, sent: Set<string>): Line {
  const open: Binding['open'] = (heard, closed) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/ws`, 'bandoc.v1');
      socket.on('open', () => resolve({ say: (message) => socket.send(bytesOf(message)), close: () => socket.terminate() }));
      socket.on('message', (data) => heard(JSON.parse((data as Buffer).toString()) as ServerFrame[]));
      socket.on('error', reject).on('close', closed);
    });
  const isClose = (code: number, ended: string | undefined) => (ended === undefined ? code === 1009 : code === CLOSES[ended]);
  return createLine({ open, meaningOf, isClose }, traffic, sent);
}

export function createSocketIoLine(base: string, traffic: Traffic, sent: Set<string>): Line {
  const packet = (text: string) => `42["frames",${text}]`;
  const open: Binding['open'] = (heard, closed) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${base.replace('http', 'ws')}/v1/io/?EIO=4&transport=websocket`);
      const say = (message: Message) => socket.send('bytes' in message ? message.bytes : packet(message.text));
      socket.on('message', (data) => {
        const text = (data as Buffer).toString();
        if (text.startsWith('0')) socket.send('40');
        else if (text === '2') socket.send('3');
        else if (text.startsWith('40')) resolve({ say, close: () => socket.terminate() });
        else if (text.startsWith('42["frames",')) heard((JSON.parse(text.slice(2)) as [string, ServerFrame[]])[1]);
      });
      socket.on('error', reject).on('close', closed);
    });
  return createLine({ open, meaningOf: meaningInPacket, isClose: () => true }, traffic, sent);

  function meaningInPacket(message: Message): Meaning {
    // What is no packet ends its connection (rule IO4).
    if ('bytes' in message || Buffer.byteLength(packet(message.text)) > 65_536) return { ends: true };
    try {
      return meaningOfValue((JSON.parse(packet(message.text).slice(2)) as unknown[])[1]);
    } catch {
      return { ends: true };
    }
  }
}

export function createHttpLine(base: string, traffic: Traffic, sent: Set<string>): Line {
  const one = async (message: Message): Promise<number> => {
    const text = 'text' in message ? message.text : new TextDecoder().decode(message.bytes);
    const isText = 'text' in message || Buffer.from(text).equals(message.bytes);
    const meaning = isText ? meaningOf({ text }) : ({ bad: true } as const);
    const response = await fetch(`${base}/v1/frames`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: bytesOf(message) as string,
      signal: AbortSignal.timeout(LATEST),
    });
    const answer: unknown = await response.json();
    const expected = 'ends' in meaning ? 413 : 'bad' in meaning ? 400 : 200;
    if (response.status !== expected || Array.isArray(answer) !== 'frames' in meaning) {
      throw new Error(`${text.slice(0, 300)} was answered ${response.status} and not ${expected}: ${JSON.stringify(answer).slice(0, 300)}`);
    }
    const judge = createJudge(traffic, sent, false);
    judge.said('frames' in meaning ? meaning : { bad: true });
    for (const frame of [answer].flat() as ServerFrame[]) judge.heard(frame);
    if (judge.owed) throw new Error(`${judge.owed} frames of ${text.slice(0, 300)} were not answered`);
    return sizeOf(meaning);
  };
  return {
    // One knows nothing of another.
    converse: async (messages) => (await Promise.all(messages.map(one))).reduce((sum, size) => sum + size, 0),
  };
}

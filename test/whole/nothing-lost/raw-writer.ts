import { randomBytes } from 'node:crypto';
import { type Discovery, type Ok, parseCursor, type ServerFrame, threadTopic } from '@bandoc/protocol';
import type { Random } from '../../setup/random.ts';
import type { Binding, Line } from './bindings.ts';
import type { Ledger, Words } from './ledger.ts';
import type { Story } from './story.ts';

/** What every writer is handed. */
export interface Surroundings {
  readonly base: string;
  readonly ledger: Ledger;
  readonly story: Story;
  readonly random: Random;
  /** Settles when the server answers. */
  up(): Promise<void>;
  /** Where to write next. */
  choose(): Pick<Words, 'thread' | 'parent'>;
}

/** Somebody who writes until told to stop. */
export interface Writer {
  readonly name: string;
  /** Resolves when everything it began is acknowledged. */
  stop(): Promise<void>;
  close(): void;
}

/** Speaks frames and nothing else, over another binding after every lost connection; says everything again until it is answered. */
export function startRawWriter(name: string, bindings: readonly Binding[], surroundings: Surroundings): Writer {
  const { base, ledger, story, random, up, choose } = surroundings;
  let auth: string | undefined;
  let line: Line | undefined;
  let binding = bindings[0] as Binding;
  let lastId = 0;
  let texts = 0;
  let stopping = false;
  const waiting = new Map<number, (answer: ServerFrame | undefined) => void>();
  const heads = new Map<string, { readonly seq: number; readonly fresh: boolean }>();

  const lose = () => {
    line = undefined;
    heads.clear();
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const answered of unanswered) answered(undefined);
  };

  const hear = (frames: readonly ServerFrame[]) => {
    for (const frame of frames) {
      if (frame.t === 'ev') {
        const told = heads.get(frame.topic);
        // The first after a snapshot may tell again what that had.
        const follows = !told || frame.from === told.seq || (told.fresh && frame.from < told.seq);
        if (!follows) ledger.fault(`[EV1] ${name} heard ${frame.topic} from ${frame.from} after ${told.seq}`);
        heads.set(frame.topic, { seq: frame.to, fresh: false });
        for (const { id } of frame.items) ledger.see(id);
      } else if ('id' in frame && frame.id !== undefined) {
        if (frame.t === 'snap') heads.set(frame.topic, { seq: parseCursor(frame.at).seq, fresh: true });
        const answered = waiting.get(frame.id);
        waiting.delete(frame.id);
        answered?.(frame);
      }
    }
  };

  const ask = (...frames: readonly object[]): Promise<ServerFrame | undefined> => {
    const numbered = frames.map((frame) => ({ ...frame, id: (lastId += 1) }));
    return new Promise((resolve) => {
      waiting.set(lastId, resolve);
      if (line) line.send(numbered);
      else lose();
    });
  };
  const speaks = () => line !== undefined && auth !== undefined;
  const isWanted = () => !stopping;
  const hello = () => ({ t: 'hello', v: [1], site: 'demo', ...(auth === undefined ? { guest: { name } } : { auth }) });

  /** Comes to a connection that knows who speaks, unless it is lost on the way. */
  const connect = async () => {
    await up();
    binding = random.pick(bindings) as Binding;
    try {
      const discovery = (await (await fetch(`${base}/v1`)).json()) as Discovery;
      let mine: Line | undefined;
      mine = await binding.dial(base, discovery, { frames: hear, closed: () => line === mine && lose() });
      line = mine;
    } catch {
      return;
    }
    story.note(name, `is connected by ${binding.name}`);
    if (auth === undefined) {
      const answer = await ask(hello());
      if (answer?.t === 'welcome') ({ auth } = answer);
    } else if (binding.remembers) await ask(hello());
    if (binding.remembers && line) await ask({ t: 'sub', topic: threadTopic(choose().thread) });
  };

  const put = (key: string, { thread, parent, text }: Words): Promise<ServerFrame | undefined> => {
    const frame = { t: 'put', topic: threadTopic(thread), key, op: 'add', data: { parent, text } };
    return binding.remembers ? ask(frame) : ask(hello(), frame);
  };

  /** Puts until there is an answer. */
  const insist = async (key: string, words: Words): Promise<Ok | undefined> => {
    for (;;) {
      while (!speaks()) await connect();
      const answer = await put(key, words);
      story.note(name, `${key} over ${binding.name}: ${answer ? JSON.stringify(answer).slice(0, 160) : 'no answer'}`);
      if (answer?.t === 'ok') return answer;
      if (answer?.t === 'err' && answer.retry === undefined) {
        ledger.fault(`${key} of ${name} was refused: ${JSON.stringify(answer)}`);
        return undefined;
      }
    }
  };

  const write = async () => {
    texts += 1;
    const key = randomBytes(16).toString('base64url');
    const words: Words = { ...choose(), text: `lời số ${texts} của ${name}` };
    ledger.try(key, words);
    story.note(name, `writes ${key} in ${words.thread}${words.parent ? ` to ${words.parent}` : ''}`);
    const ok = await insist(key, words);
    if (!ok) return;
    ledger.acknowledge(key);
    if (!random.chance(0.15)) return;
    // Once more, as if the answer had been lost: the same answer, and nothing new.
    if (random.chance(0.5)) line?.close();
    const again = await insist(key, words);
    if (!again) return;
    if (!again.dup) ledger.fault(`[PT2] ${key} was taken twice`);
    if (again.at !== ok.at) ledger.fault(`[PT2] ${key} was at ${ok.at}, and then at ${again.at}`);
  };

  const run = async () => {
    while (isWanted()) await write();
  };
  const ended = run();
  return {
    name,
    stop: () => {
      stopping = true;
      return ended;
    },
    close: () => line?.close(),
  };
}

import type { Discovery } from '@bandoc/protocol';
import { createRandom } from '../../setup/random.ts';
import { BINDINGS } from './bindings.ts';
import { createKilledServer, type PlantedFault } from './killed-server.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type Surroundings, startRawWriter } from './raw-writer.ts';
import { type RealWriter, startRealWriter } from './real-writer.ts';
import { checkFile, readStored, type Stored } from './stored.ts';
import { createStory, EVERYBODY } from './story.ts';

export interface Killing {
  readonly seed: number;
  readonly kills: number;
  /** No further kill after so many ms. */
  readonly within: number;
  /** The server in one file. */
  readonly entry: string;
  readonly planted?: PlantedFault;
  /** How long everything may take to come to rest, in ms. */
  readonly rest?: number;
}

export interface Killed {
  readonly kills: number;
  readonly acknowledged: number;
  /** Which ways to the server there were. */
  readonly bindings: readonly string[];
  /** Empty when nothing was lost, doubled or left behind. */
  readonly faults: readonly string[];
  /** What happened around the first fault. */
  readonly story: string;
}

const THREADS = ['cho-dem', 'song-to', 'le-hoi'];
const WRITERS = 16;
/** Longer than any of the client's own waiting times at `random` 0.01, many times over. */
const REST = 60_000;

/** Lets 16 clients write while the server is killed and started again, then lets them rest and compares everything with everything. */
export async function killOften({ seed, kills, within, entry, planted, rest = REST }: Killing): Promise<Killed> {
  const random = createRandom(seed);
  const story = createStory();
  const ledger = createLedger();
  const server = await createKilledServer(entry, planted);
  const begun = Date.now();
  try {
    await server.start();
    const discovery = (await (await fetch(`${server.base}/v1`)).json()) as Discovery;
    const bindings = BINDINGS.filter((one) => one.isOffered(discovery));
    const { epoch } = await readStored(server.base, THREADS[0] as string);
    const surroundings: Surroundings = { base: server.base, ledger, story, random, up: server.up, choose: () => choose(random, ledger) };
    const names = Array.from({ length: WRITERS }, (_, i) => `người ${i + 1}`);
    const real = names.slice(0, WRITERS / 2).map((name) => startRealWriter(name, THREADS, surroundings));
    const raw = names.slice(WRITERS / 2).map((name) => startRawWriter(name, bindings, surroundings));

    let done = 0;
    for (; done < kills && Date.now() - begun < within; done += 1) {
      // Seldom before it even answers.
      if (random.chance(0.15)) {
        await server.kill();
        story.note(EVERYBODY, 'starts');
        const started = server.start();
        await new Promise((resolve) => setTimeout(resolve, random.below(1_000)));
        await server.kill();
        story.note(EVERYBODY, 'is killed while it starts');
        await started;
      } else {
        const more = 1 + random.below(150);
        const moment = random() * 4;
        await new Promise<void>((resolve) => ledger.after(more, () => void setTimeout(resolve, moment)));
        await server.kill();
        story.note(EVERYBODY, 'is killed');
      }
      await server.start();
      story.note(EVERYBODY, 'is up');
    }

    const late = startPatience(rest);
    const stopped = Promise.all([...real, ...raw].map((writer) => writer.stop())).then(() => true);
    const faults = [...ledger.faults];
    if (!(await Promise.race([stopped, late.over]))) faults.push('Somebody still waits for an answer.');
    const stored = new Map<string, Stored>();
    for (const thread of THREADS) stored.set(thread, await readStored(server.base, thread));
    faults.push(...ledger.faults.slice(faults.length), ...checkStored(stored, ledger, epoch));
    for (const writer of real) faults.push(...(await checkWriter(writer, stored, late.over)));
    late.end();
    for (const writer of [...real, ...raw]) writer.close();
    await server.kill();
    faults.push(...checkFile(server.file));
    const named = [...ledger.tried.keys()].filter((key) => faults.slice(0, 6).some((fault) => fault.includes(key)));
    return {
      kills: done,
      acknowledged: ledger.acknowledged.size,
      bindings: bindings.map(({ name }) => name),
      faults,
      story: story.about(named),
    };
  } finally {
    await server.close();
  }
}

/** A thread, and mostly no comment to answer: sometimes one that was acknowledged there. */
function choose(random: ReturnType<typeof createRandom>, { tried, acknowledged }: Ledger): { thread: string; parent: string | null } {
  const thread = random.pick(THREADS) as string;
  const parent = random.chance(0.3) ? random.pick([...acknowledged].slice(-40)) : undefined;
  const words = parent === undefined ? undefined : tried.get(parent);
  return words?.thread === thread && words.parent === null && parent !== undefined ? { thread, parent } : { thread, parent: null };
}

function checkStored(stored: ReadonlyMap<string, Stored>, { tried, acknowledged, seen }: Ledger, epochBefore: string): string[] {
  const faults: string[] = [];
  const found = new Map<string, string>();
  for (const [thread, { comments, total, epoch }] of stored) {
    if (epoch !== epochBefore) faults.push(`[MD4] ${thread} has another epoch, though nothing was set back`);
    if (total !== comments.length) faults.push(`[SN4] ${thread} counts ${total} comments and has ${comments.length}`);
    const places = new Set(comments.map(({ c }) => c));
    if (places.size !== comments.length) faults.push(`[PT10] two comments of ${thread} share a seq`);
    for (const { id, parent, text, counts } of comments) {
      const words = tried.get(id);
      if (!words) faults.push(`${id} is stored and was never written`);
      else if (words.thread !== thread || words.parent !== parent || words.text !== text) faults.push(`${id} is stored with other words`);
      if (found.has(id)) faults.push(`${id} is stored twice`);
      found.set(id, thread);
      const replies = comments.filter((one) => one.parent === id).length;
      if (replies !== counts.replies) faults.push(`[SN4] ${id} counts ${counts.replies} replies and has ${replies}`);
    }
  }
  for (const key of acknowledged) if (!found.has(key)) faults.push(`[PT3] ${key} was acknowledged and is lost`);
  for (const key of seen) if (!found.has(key)) faults.push(`[EV3] ${key} was seen and is lost`);
  for (const key of tried.keys()) if (!found.has(key) && !acknowledged.has(key)) faults.push(`${key} never arrived`);
  return faults;
}

/** What a real client holds is what is stored. */
async function checkWriter({ name, client, views }: RealWriter, stored: ReadonlyMap<string, Stored>, late: Promise<false>): Promise<string[]> {
  const faults: string[] = [];
  for (const [thread, view] of views) {
    const { comments, total } = stored.get(thread) as Stored;
    const same = until(view, () => view.total === total && client.connection === 'up');
    if (!(await Promise.race([same, late]))) faults.push(`${name} is ${client.connection}, and counts ${view.total} of ${total} in ${thread}`);
    const byId = new Map(comments.map((one) => [one.id, one]));
    const shown = view.roots.flatMap((root) => [root, ...view.repliesOf(root.id)]);
    if (new Set(shown.map(({ text }) => text)).size !== shown.length) faults.push(`${name} shows something twice in ${thread}`);
    for (const { id, text, parent, replies } of shown) {
      const row = byId.get(id);
      if (row?.text !== text || row.parent !== parent || row.counts.replies !== replies) faults.push(`${name} shows another ${id}`);
    }
  }
  return faults;
}

function until(watched: { subscribe(listener: () => void): () => void }, isSo: () => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      stop();
      resolve(true);
    };
    const stop = watched.subscribe(look);
    look();
  });
}

/** `over` resolves when so many ms have passed. */
function startPatience(ms: number): { readonly over: Promise<false>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  return { over, end: () => clearTimeout(timer) };
}

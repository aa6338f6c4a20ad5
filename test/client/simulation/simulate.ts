import { threadTopic } from '@bandoc/protocol';
import { freshComment } from '@bandoc/server/core';
import { createRandom } from '../../setup/random.ts';
import { createVirtualTime } from '../../setup/virtual-time.ts';
import type { Disk } from './crashing-storage.ts';
import { Device, THREAD } from './device.ts';
import { type Binding, createFaultyNetwork } from './faulty-wire.ts';
import { checkHeld, checkQuiet } from './invariants.ts';
import { type Mutant, mutantsOf } from './mutants.ts';
import { createServerMachine } from './server-machine.ts';

export interface Simulation {
  readonly seed: number;
  readonly steps: number;
  /** A mistake that is planted, to see that it is found. */
  readonly mutant?: Mutant;
}

export interface Outcome {
  /** Empty when every invariant held. */
  readonly faults: readonly string[];
  /** What happened, a line each. */
  readonly trace: readonly string[];
  /** How far it came before the first fault. */
  readonly steps: number;
  /** The kinds of frames that came from the server before quiet. */
  readonly reached: ReadonlySet<string>;
}

/** Longer than the longest backoff, a lost beacon and an answer that never came, one after another. */
const QUIET = 300_000;

/** Runs three devices and a server against a seeded schedule of faults, then lets everything come to rest; all in virtual time. */
export async function simulate({ seed, steps, mutant }: Simulation): Promise<Outcome> {
  const random = createRandom(seed);
  const time = createVirtualTime();
  const lines: string[] = [];
  const begun = time.now();
  const trace = (line: string) => void lines.push(`${String(time.now() - begun).padStart(7)} ${line}`);
  let lastId = 0;
  const ids = () => `k${seed}-${String((lastId += 1)).padStart(18, '0')}`;
  const acknowledged = new Set<string>();
  const reached = new Set<string>();
  let isQuiet = false;
  const machine = createServerMachine({ time, random, ids, trace, ackBeforeCommit: mutant === 'ack-before-commit' });
  const mutants = mutantsOf(mutant, { random, ids });
  const network = createFaultyNetwork(machine, {
    time,
    random,
    trace,
    mutants: {
      ...mutants,
      fromServer: (frame) => {
        if (frame.t === 'ok') acknowledged.add(frame.key);
        const kind = frame.t === 'snap' ? `snap ${frame.mode}` : frame.t === 'err' ? `err ${frame.code}` : frame.t === 'ok' && frame.dup ? 'ok dup' : frame.t;
        if (!isQuiet) reached.add(kind);
        return mutants.fromServer?.(frame) ?? frame;
      },
    },
  });
  fill(machine.disk, ids);
  await machine.start();
  // Every other schedule is of sockets alone.
  const bindings: readonly Binding[] = seed % 2 ? ['socket', 'socket', 'socket'] : ['socket', 'streams', 'polls'];
  const devices = ['lan', 'minh', 'hoa'].map((name, i) => new Device(name, bindings[i] ?? 'socket', network, { time, random, ids }));
  const written = new Set<string>();
  let texts = 0;
  const cursors = new Map<object, number>();
  const faults: string[] = [];

  const write = (device: Device) => {
    const parents = device.view.roots.filter(({ sending, state }) => sending !== 'refused' && state === 'shown');
    // Often one of those that pages brought, whose changes the others may not hold.
    const parent = random.chance(0.6) ? (random.pick(random.chance(0.7) ? parents.slice(-12) : parents)?.id ?? null) : null;
    texts += 1;
    const text = `lời số ${texts} của ${device.name}`;
    written.add(text);
    const key = device.view.add({ text, parent, name: random.chance(0.9) ? device.name : `${device.name} ${random.below(3)}` });
    trace(`${device.name} writes ${key}${parent ? ` to ${parent}` : ''}`);
  };

  const reload = async (device: Device) => {
    trace(`${device.name} reloads`);
    // What a page writes in its last moment may be lost with it: only what its store has is promised.
    for (const { kept, stored } of device.hub.outgoing.values()) {
      const isStored = await Promise.race([
        stored.then(() => true),
        Promise.resolve()
          .then(() => Promise.resolve())
          .then(() => false),
      ]);
      if (!isStored) written.delete(kept.text);
    }
    device.open();
  };

  const act = async () => {
    const device = random.pick(devices) as Device;
    const dice = random();
    if (dice < 0.4) write(device);
    else if (dice < 0.52) device.view.loadMore();
    else if (dice < 0.62) device.view.loadReplies(random.pick(device.view.roots)?.id ?? '');
    else if (dice < 0.69) {
      trace(`${device.name} is cut off`);
      network.cut(device.name);
    } else if (dice < 0.74) await reload(device);
    else if (dice < 0.78) device.show(device.view.sort === 'new' ? 'old' : 'new');
    else if (dice < 0.82) device.see({ visibility: device.page.visibility === 'visible' ? 'hidden' : 'visible' });
    else if (dice < 0.86) device.see({ online: !device.page.online });
    else if (dice < 0.9) {
      machine.crash();
      time.after(random.below(20_000), () => void machine.start());
    }
  };

  const look = () => {
    const { rows } = machine.disk;
    for (const device of devices) {
      faults.push(...checkHeld(device, rows));
      for (const state of device.states()) {
        const before = cursors.get(state) ?? 0;
        const seq = state.cursor?.seq ?? before;
        if (seq < before) faults.push(`[I8] ${device.name} fell from ${before} to ${seq}`);
        cursors.set(state, seq);
      }
    }
  };

  let step = 0;
  for (; step < steps && faults.length === 0; step += 1) {
    await act();
    await time.pass(random.below(random.chance(0.1) ? 20_000 : 1_200));
    // A machine that died by itself is started by somebody.
    if (!machine.core && random.chance(0.2)) await machine.start();
    look();
  }
  if (faults.length === 0) {
    trace('quiet');
    isQuiet = true;
    machine.calm();
    network.calm();
    if (!machine.core) await machine.start();
    for (const device of devices) device.see({ visibility: 'visible', online: true });
    await time.pass(QUIET);
    faults.push(...checkQuiet(devices, machine.disk, acknowledged, written));
  }
  return { faults, trace: lines, steps: step, reached };
}

/** Enough that a thread has pages, and a comment more replies than come along. */
function fill(disk: Disk, ids: () => string): void {
  const topic = threadTopic(THREAD);
  const author = { id: 'seed', name: 'Người cũ' };
  const parent = ids();
  for (let seq = 1; seq <= 50; seq += 1) {
    const isReply = seq > 45;
    const id = seq === 45 ? parent : ids();
    const row = {
      topic,
      id,
      v: seq,
      cv: seq === 45 ? 50 : seq,
      c: seq,
      depth: isReply ? 1 : 0,
      actor: 'seed',
      author,
      time: seq,
      state: 'shown',
      text: `lời cũ số ${seq}`,
      hash: '',
    } as const;
    disk.commit([
      (to) => to.raise(topic),
      (to) => to.putComment(freshComment({ ...row, parent: isReply ? parent : null, replies: seq === 45 ? 5 : 0 })),
      (to) => to.putTotals(topic, { total: seq }),
    ]);
  }
}

import type { Position } from '@bandoc/protocol';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import { DeltaCheck } from './delta-check.ts';
import type { Disk } from './disk.ts';
import { type Binding, createFaultyNetwork } from './faulty-wire.ts';
import { Hand } from './hand.ts';
import { checkConverged, checkHeld, checkPromises, checkTruth } from './invariants.ts';
import { type Mutant, plant } from './mutants.ts';
import { createServerMachine } from './server-machine.ts';
import { createDevice, Tab, THREAD } from './tab.ts';
import { Walk } from './walk.ts';
import { createWitness } from './witness.ts';

export interface World {
  readonly disk: Disk;
  readonly ids: () => string;
  /** The kinds of frames that the server has sent. */
  readonly reached: ReadonlySet<string>;
  begin(): void;
  /** Something happens. */
  act(): Promise<void>;
  /** What is wrong at any moment. */
  look(): string[];
  /** Nothing goes wrong any more, and everybody is there. */
  calm(): void;
  /** Whether nothing is under way any more: everybody is connected, and nothing waits to be sent. */
  isQuiet(): boolean;
  /** What is wrong once everything has come to rest. */
  lookAtRest(): string[];
}

interface WorldPorts {
  readonly seed: number;
  readonly random: Random;
  readonly time: VirtualTime;
  readonly trace: (line: string) => void;
  readonly mutant: Mutant | undefined;
}

/** How long a server stays down at most, ms. */
const DOWN = 20_000;

/** A server, two readers with the client core, one of them with two tabs, and two who write without it, a reader and a moderator. */
export function createWorld({ seed, random, time, trace, mutant }: WorldPorts): World {
  let lastId = 0;
  const ids = () => `k${seed}-${String((lastId += 1)).padStart(18, '0')}`;
  const planted = plant(mutant, { random, ids });
  const machine = createServerMachine({ time, random, ids, trace, ...planted });
  const { disk } = machine;
  const witness = createWitness({ disk, time, thread: THREAD, trace });
  const network = createFaultyNetwork({ machine, time, random, trace, mutant: planted.frames, witness });

  // Every other schedule is of sockets alone.
  const bindings: readonly Binding[] = seed % 2 ? ['socket', 'socket', 'socket'] : ['socket', 'polls', 'streams'];
  const devices = [createDevice('lan'), createDevice('minh')] as const;
  const tabs = (['lan 1', 'lan 2', 'minh'] as const).map((name, i) => {
    const ports = { network, time, random, ids, binding: bindings[i] ?? 'socket', begins: witness.begins };
    return new Tab(name, name === 'minh' ? devices[1] : devices[0], { ...ports, ...(planted.spoil && { spoil: planted.spoil }) });
  });
  const hands = [
    new Hand('hoa', [], { machine, network, time, random, ids, trace }),
    new Hand('tòa soạn', ['moderator'], { machine, network, time, random, ids, trace }),
  ];

  /** What must arrive: texts by the key they were kept under. */
  const written = new Map<string, string>();
  const cursors = new WeakMap<object, Position>();
  const faults: string[] = [];
  let texts = 0;
  let walk: Walk | undefined;
  let deltas = new DeltaCheck();
  let isReading = false;

  const write = (tab: Tab) => {
    const parents = tab.view.roots.filter(({ sending, state }) => sending !== 'refused' && state === 'shown');
    // Often one of those that pages brought, whose changes the others may not hold.
    const parent = random.chance(0.6) ? (random.pick(random.chance(0.7) ? parents.slice(-12) : parents)?.id ?? null) : null;
    texts += 1;
    const text = `lời số ${texts} của ${tab.name}${random.chance(0.08) ? ' https://a.vn' : ''}`;
    const key = tab.view.add({ text, parent, name: random.chance(0.95) ? tab.device.name : `${tab.device.name} ${random.below(3)}` });
    written.set(key, text);
    trace(`${tab.name} writes ${key}${parent ? ` to ${parent}` : ''}`);
  };

  /** What a tab writes in its last moment may be lost with it: only what its store has is promised. */
  const end = async (tab: Tab) => {
    for (const { kept, stored } of tab.hub.outgoing.values()) {
      const isStored = await Promise.race([stored, settledLater()]);
      if (!isStored) written.delete(kept.key);
    }
  };

  const crash = () => {
    machine.crash();
    time.after(random.below(DOWN), () => machine.start());
  };

  const restore = async () => {
    const before = [...disk.comments.keys()];
    await machine.restore();
    witness.restored();
    // What was acknowledged, or seen, since that backup is nobody's to promise.
    for (const key of before) if (!disk.comments.has(key)) written.delete(key);
    for (const { name, reactions } of hands) for (const [id, kind] of reactions) if (disk.votes.get(`${id} ${name}`)?.kind !== kind) reactions.delete(id);
    time.after(random.below(DOWN), () => machine.start());
  };

  /** Somebody who only reads goes on, as long as the server lets her. */
  const read = async () => {
    const { core } = machine;
    if (!core || isReading) return;
    isReading = true;
    if (!walk || walk.over) walk = new Walk(disk, random.pick(['new', 'old', 'replies']) ?? 'new');
    const found = random.chance(0.5) ? walk.next(core) : deltas.next(core);
    const patience = new Promise<undefined>((resolve) => void time.after(60_000, () => resolve(undefined)));
    const wrong = await Promise.race([found, patience]);
    faults.push(...(wrong ?? []));
    if (!wrong) [walk, deltas] = [undefined, new DeltaCheck()];
    isReading = false;
  };

  const inTab = async (tab: Tab, dice: number): Promise<unknown> => {
    if (dice < 0.48) return write(tab);
    if (dice < 0.59) return tab.view.loadMore();
    if (dice < 0.7) return tab.view.loadReplies(random.pick(tab.view.roots)?.id ?? '');
    trace(`${tab.name} ${dice < 0.77 ? 'is cut off' : dice < 0.82 ? 'reloads' : dice < 0.86 ? 'closes' : 'changes'}`);
    if (dice < 0.77) return network.cut(tab.name);
    if (dice < 0.86) {
      await end(tab);
      return dice < 0.82 ? tab.open() : tab.close();
    }
    if (dice < 0.89) return tab.show(tab.view.sort === 'new' ? 'old' : 'new');
    if (dice < 0.93) return tab.see({ visibility: tab.page.visibility === 'visible' ? 'hidden' : 'visible' });
    if (dice < 0.97) return tab.see({ online: !tab.page.online });
    return network.slow(tab.name);
  };

  return {
    disk,
    ids,
    reached: witness.kinds,
    begin: () => {
      machine.start();
      tabs[0]?.open();
      tabs[2]?.open();
    },

    act: async () => {
      const dice = random();
      if (!machine.core && random.chance(0.2)) machine.start();
      if (dice < 0.68) {
        const tab = random.pick(tabs) as Tab;
        if (tab.isOpen) return void (await inTab(tab, random()));
        trace(`${tab.name} opens`);
        return tab.open();
      }
      if (dice < 0.86) return (random.pick(hands) as Hand).act(disk);
      if (dice < 0.95) return void read();
      if (dice < 0.993) return dice < 0.975 ? crash() : undefined;
      return restore();
    },

    look: () => {
      const found = [...faults, ...witness.faults, ...checkHeld(tabs, disk)];
      for (const tab of tabs) {
        for (const state of tab.states()) {
          const { cursor } = state;
          const before = cursors.get(state);
          if (cursor?.epoch === disk.epoch && before?.epoch === cursor.epoch && cursor.seq < before.seq)
            found.push(`[I8] ${tab.name} fell from ${before.seq} to ${cursor.seq}`);
          if (cursor) cursors.set(state, cursor);
        }
      }
      return found;
    },

    calm: () => {
      machine.calm();
      network.calm();
      machine.start();
      for (const tab of tabs) {
        if (!tab.isOpen) tab.open();
        tab.see({ visibility: 'visible', online: true });
      }
    },

    isQuiet: () => tabs.every((tab) => isAtEase(tab)) && hands.every(({ isBusy }) => !isBusy),

    lookAtRest: () => {
      const found = [...checkPromises(disk, witness, hands), ...checkTruth(disk), ...tabs.flatMap((tab) => checkConverged(tab, disk, witness))];
      for (const [key, text] of written)
        if (!disk.comments.has(key) && !witness.everRefused.has(key)) found.push(`[I1] "${text}" (${key}) was kept in an outbox and never arrived`);
      for (const { name, isBusy } of hands) if (isBusy) found.push(`[I7] ${name} is never answered`);
      return found;
    },
  };
}

function isAtEase({ hub }: Tab): boolean {
  return hub.connection === 'up' && [...hub.outgoing.values()].every(({ step }) => step === 'done' || step === 'refused');
}

async function settledLater(): Promise<false> {
  for (let i = 0; i < 2; i += 1) await Promise.resolve();
  return false;
}

import { WireError } from '@bandoc/client';
import { type Put, type ServerFrame, threadTopic } from '@bandoc/protocol';
import type { CommentRow, Identity } from '@bandoc/server/core';
import type { Random } from '../../setup/random.ts';
import type { VirtualTime } from '../../setup/virtual-time.ts';
import type { Disk } from './disk.ts';
import type { FaultyNetwork } from './faulty-wire.ts';
import { type ServerMachine, SITE } from './server-machine.ts';
import { THREAD } from './tab.ts';

type Wish = Omit<Put, 't' | 'id' | 'key'>;

/** An answer, and the epoch of the server's disk when it was asked for. */
interface Told {
  readonly answer: ServerFrame;
  readonly epoch: string;
}

export interface HandPorts {
  readonly machine: ServerMachine;
  readonly network: FaultyNetwork;
  readonly time: VirtualTime;
  readonly random: Random;
  readonly ids: () => string;
  readonly trace: (line: string) => void;
}

/** A pause between two tries, ms. */
const PAUSE = 3_000;

/** Somebody who writes without the client core, by requests alone: each under its one key until it is answered for good. */
export class Hand {
  readonly name: string;
  readonly #roles: readonly string[];
  readonly #ports: HandPorts;
  /** One write of a comment at a time. */
  readonly #busy = new Set<string>();
  /** What was acknowledged last of each reaction. */
  readonly reactions = new Map<string, string | null>();
  #texts = 0;

  constructor(name: string, roles: readonly string[], ports: HandPorts) {
    this.name = name;
    this.#roles = roles;
    this.#ports = ports;
  }

  get isBusy(): boolean {
    return this.#busy.size > 0;
  }

  /** Writes, changes and deletes, and reacts: her own as its author, any as a moderator. */
  act(disk: Disk): void {
    const { random } = this.#ports;
    const rows = [...disk.comments.values()];
    const mine = this.#isModerator ? rows : rows.filter(({ actor }) => actor === this.name);
    const dice = random();
    if (dice < 0.2) void this.#add(random.pick(rows));
    else if (dice < 0.4) void this.#react(random.pick(rows));
    else if (dice < 0.7) void this.#edit(random.pick(mine));
    else if (dice < 0.8) void this.#delete(random.pick(mine));
    else if (this.#isModerator) void this.#moderate(random.pick(random.chance(0.5) ? rows.filter(({ state }) => state === 'pending') : rows));
    else void this.#flag(random.pick(rows));
  }

  get #isModerator(): boolean {
    return this.#roles.includes('moderator');
  }

  #words(): string {
    this.#texts += 1;
    return `điều số ${this.#texts} của ${this.name}${this.#ports.random.chance(0.2) ? ' https://a.vn' : ''}`;
  }

  async #add(parent: CommentRow | undefined): Promise<void> {
    const answers = this.#ports.random.chance(0.7);
    await this.#put(`new ${this.#texts}`, {
      topic: threadTopic(THREAD),
      op: 'add',
      data: { parent: answers ? (parent?.id ?? null) : null, text: this.#words() },
    });
  }

  async #edit(row: CommentRow | undefined): Promise<void> {
    if (row) await this.#put(row.id, { topic: row.topic, op: 'edit', target: row.id, if: row.v, data: { text: this.#words() } });
  }

  async #delete(row: CommentRow | undefined): Promise<void> {
    if (row) await this.#put(row.id, { topic: row.topic, op: 'del', target: row.id, data: {} });
  }

  async #flag(row: CommentRow | undefined): Promise<void> {
    if (row) await this.#put(row.id, { topic: row.topic, op: 'flag', target: row.id, data: { reason: 'spam' } });
  }

  async #react(row: CommentRow | undefined): Promise<void> {
    if (!row) return;
    const kind = this.#ports.random.pick(['like', 'sad', null]) ?? null;
    const told = await this.#put(row.id, { topic: row.topic, op: 'react', target: row.id, data: { kind } });
    // An answer that was on its way while a backup was put back promises nothing of what that has.
    if (told?.answer.t === 'ok' && told.epoch === this.#ports.machine.disk.epoch) this.reactions.set(row.id, kind);
  }

  async #moderate(row: CommentRow | undefined): Promise<void> {
    if (!row) return;
    const { random } = this.#ports;
    const acts = { pending: ['approve', 'approve', 'reject'], shown: ['hide', 'pin', 'unpin', 'pick'], hidden: ['restore'], gone: ['restore'] }[row.state];
    await this.#put(row.id, { topic: `mod:${SITE}`, op: 'mod', target: row.id, if: row.v, data: { act: random.pick(acts), reason: 'vì thế' } });
  }

  /** Sends until there is an answer; nothing if another write of the same is under way, or a machine went that had promised none. */
  async #put(about: string, wish: Wish): Promise<Told | undefined> {
    if (this.#busy.has(about)) return undefined;
    this.#busy.add(about);
    const { ids, trace } = this.#ports;
    const put: Put = { t: 'put', id: 2, key: ids(), ...wish };
    trace(`${this.name} wants ${put.op} ${JSON.stringify(put.data)} of ${about}`);
    let told = await this.#try(put);
    while (!told || (told.answer.t === 'err' && told.answer.retry !== undefined)) {
      await this.#pause();
      told = await this.#try(put);
    }
    this.#busy.delete(about);
    return told;
  }

  #pause(): Promise<void> {
    const { time, random } = this.#ports;
    return new Promise((resolve) => void time.after(random.below(PAUSE), resolve));
  }

  async #try(put: Put): Promise<Told | undefined> {
    const { machine, network, random } = this.#ports;
    const identity: Identity = { id: this.name, name: this.name, roles: this.#roles, rights: [], guest: false };
    const auth = machine.token(identity, random.chance(0.05));
    const { epoch } = machine.disk;
    try {
      const answers = await network.post(this.name, [{ t: 'hello', id: 1, v: [1], site: SITE, auth }, put]);
      const answer = Array.isArray(answers) ? answers.find((one) => 'id' in one && one.id === put.id) : undefined;
      return answer && { answer, epoch };
    } catch (error) {
      if (error instanceof WireError) return undefined;
      throw error;
    }
  }
}

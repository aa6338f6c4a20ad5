import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { type Client, createClient, createMemoryStore, type Page, type Store, type ThreadView } from '@bandoc/client';
import type { FlagData } from '@bandoc/protocol';
import { createNetworkWire } from '../../packages/client/src/transports/network.ts';
import { createTestPage } from '../client/test-page.ts';
import { createVirtualTime, type VirtualTime } from '../setup/virtual-time.ts';
import { MUTANTS } from './client-mutants.ts';
import { type Shown, stateOfCount, stateOfDays, stateOfThread } from './client-state.ts';
import { heardWire } from './heard-wire.ts';

/** What this client has of what scenarios are about. */
const CAN = [
  'read',
  'facts',
  'time',
  'reactions',
  'order',
  'page',
  'replies',
  'around',
  'tally',
  'days',
  'write',
  'edit',
  'del',
  'react',
  'flag',
  'token',
  'poll',
  'keep',
  'page-state',
];

interface Command {
  readonly n: number;
  readonly client: string;
  readonly do: string;
  readonly [field: string]: unknown;
}

const [, , mutantName = ''] = process.argv;
const mutant = MUTANTS[mutantName];

/** One device, with the page that is open on it. */
class Device {
  readonly time: VirtualTime;
  readonly #base: string;
  readonly #store: Store = createMemoryStore();
  readonly #page: ReturnType<typeof createTestPage> & Page = createTestPage();
  readonly #opened: Command[] = [];
  #token: string | undefined;
  #heard: ReturnType<typeof heardWire>;
  #client: Client;
  #shown: { readonly topic: string; readonly view: { close(): void }; readonly state: () => Shown }[] = [];

  constructor(base: string, now: number) {
    this.#base = base;
    this.time = createVirtualTime(now, () => this.#heard.settle());
    [this.#heard, this.#client] = this.#load();
  }

  settle(): Promise<void> {
    return this.#heard.settle();
  }

  open(command: Command): void {
    this.#opened.push(command);
    this.#show(command);
  }

  /** The page is left and opened again: what is kept is what the store has. */
  again(): void {
    this.close();
    this.#shown = [];
    [this.#heard, this.#client] = this.#load();
    for (const command of this.#opened) this.#show(command);
  }

  set(change: Parameters<ReturnType<typeof createTestPage>['set']>[0]): void {
    this.#page.set(change);
  }

  sign(token: string | undefined): void {
    this.#token = token;
    this.#client.setToken(this.#tokens());
  }

  get thread(): ThreadView {
    return this.#shown.find(({ topic }) => topic.startsWith('thread:'))?.view as ThreadView;
  }

  state(topic: string | undefined): Shown {
    const one = topic === undefined ? this.#shown[0] : this.#shown.find((shown) => shown.topic === topic);
    return { connection: this.#client.connection, ...one?.state() };
  }

  close(): void {
    for (const { view } of this.#shown) view.close();
    this.#client.close();
  }

  #tokens() {
    const token = this.#token;
    return token === undefined ? undefined : () => Promise.resolve(token);
  }

  #load(): [ReturnType<typeof heardWire>, Client] {
    const ports = { clock: { now: () => this.time.now() }, timers: { after: (ms: number, run: () => void) => this.time.after(ms, run) } };
    const heard = heardWire(createNetworkWire(this.#base, ports), mutant);
    const token = this.#tokens();
    const ids = () => randomBytes(16).toString('base64url');
    return [heard, createClient({ ...ports, wire: heard.wire, random: () => 0.5, ids, store: this.#store, page: this.#page, ...(token && { token }) })];
  }

  #show(command: Command): void {
    const topic = String(command['topic']);
    const [kind, scope = '', name = ''] = topic.split(':');
    if (kind === 'thread') {
      const view = this.#client.thread(scope, command as Parameters<Client['thread']>[1]);
      this.#shown.push({ topic, view, state: () => stateOfThread(view) });
    } else if (kind === 'tally') {
      const views = (command['ids'] as string[]).map((id) => [id, this.#client.count(scope, id, { live: true })] as const);
      this.#shown.push({ topic, view: { close: () => views.forEach(([, view]) => view.close()) }, state: () => stateOfCount(views) });
    } else {
      const view = this.#client.days(scope, name, { live: true });
      this.#shown.push({ topic, view, state: () => stateOfDays(view) });
    }
  }
}

const devices = new Map<string, Device>();

/** What each command does; what it answers goes beside `n`. */
async function obey(command: Command): Promise<object> {
  const {
    client,
    do: what,
    id = '',
    key = '',
    kind = null,
    text = '',
    parent = null,
    name = 'Lan',
    reason = 'spam',
    ms = 0,
  } = command as Command & {
    id?: string;
    key?: string;
    kind?: string | null;
    text?: string;
    parent?: string | null;
    name?: string;
    reason?: string;
    ms?: number;
  };
  if (what === 'start') {
    devices.set(client, new Device(String(command['url']), Number(command['now'])));
    return {};
  }
  const device = devices.get(client);
  if (!device) throw new Error(`No client ${client}`);
  if (what === 'clock') await device.time.pass(ms);
  await device.settle();
  const acts: Readonly<Record<string, () => object | string | undefined | void>> = {
    clock: () => {},
    open: () => device.open(command),
    state: () => ({ state: device.state(command['topic'] as string | undefined) }),
    more: () => device.thread.loadMore(),
    back: () => device.thread.loadBack(),
    replies: () => device.thread.loadReplies(id),
    add: () => device.thread.add({ text, parent, name }),
    edit: () => device.thread.edit(id, text),
    del: () => device.thread.remove(id),
    react: () => device.thread.react(id, kind, name),
    flag: () => device.thread.flag(id, { reason: reason as FlagData['reason'] }, name),
    retry: () => device.thread.retry(key),
    discard: () => ({ text: device.thread.discard(key) }),
    reload: () => device.thread.reload(),
    again: () => device.again(),
    hide: () => device.set({ visibility: 'hidden' }),
    show: () => device.set({ visibility: 'visible' }),
    offline: () => device.set({ online: false }),
    online: () => device.set({ online: true }),
    sign: () => device.sign(command['token'] as string | undefined),
    end: () => {
      device.close();
      devices.delete(client);
    },
  };
  const act = acts[what];
  if (!act) throw new Error(`It cannot ${what}`);
  const answer = act();
  await device.settle();
  return typeof answer === 'string' ? { key: answer } : (answer ?? {});
}

console.log(JSON.stringify({ can: CAN }));
createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line) as Command;
  obey(command).then(
    (answer) => console.log(JSON.stringify({ n: command.n, ...answer })),
    (error: unknown) => console.log(JSON.stringify({ n: command.n, error: String(error) })),
  );
});

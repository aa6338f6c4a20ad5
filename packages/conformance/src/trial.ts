import { randomBytes } from 'node:crypto';
import type { ServerFrame, Snap } from '@bandoc/protocol';
import type { Binding } from './conformance-case.ts';
import { Breach, demandThat, Unproven } from './demand.ts';
import { asOk, asSnap, asWelcome, type Row, readFrames } from './frames.ts';
import type { Link } from './links/link.ts';
import { openSocketIo } from './links/socket-io-link.ts';
import { openStream } from './links/stream-link.ts';
import { openWebSocket } from './links/web-socket-link.ts';
import { isRate, patiently } from './patience.ts';
import { type Answer, type Asked, ask } from './request.ts';
import { runCommand } from './run-command.ts';
import { Speaker } from './speaker.ts';
import type { Target } from './target.ts';
import { type Claims, signToken } from './tokens.ts';
import { Transcript } from './transcript.ts';

export type Query = Readonly<Record<string, string | number>>;

/** All that one run of one case has in its hands; what it opens is closed when it is over. */
export class Trial {
  readonly target: Target;
  readonly binding: Binding;
  readonly transcript = new Transcript();
  readonly #links: Link[] = [];
  #isOver = false;

  constructor(target: Target, binding: Binding) {
    this.target = target;
    this.binding = binding;
  }

  get about(): Target['about'] {
    return this.target.about;
  }

  get site(): string {
    return this.about.site;
  }

  /** Whether the server says that it has something. */
  has(feat: string): boolean {
    return this.about.feat.includes(feat);
  }

  /** Letters that nobody used before: 22 of `A-Za-z0-9_-`. */
  key(): string {
    return randomBytes(16).toString('base64url');
  }

  /** The name of a thread that nobody wrote to; where threads are `known` it is published first. */
  async name(): Promise<string> {
    const name = `kit-${randomBytes(9).toString('hex')}`;
    await this.know(name);
    return name;
  }

  async thread(): Promise<string> {
    return `thread:${await this.name()}`;
  }

  /** Publishes a thread's article, where the server is told of articles and the kit can do so. */
  async know(thread: string): Promise<void> {
    if (this.target.secret === undefined || !this.has('articles')) return;
    await this.publish({ thread, url: `/${thread}`, title: thread, at: Date.now() - 3_600_000, scopes: [`kit-${thread.slice(-8)}`] });
  }

  /** A topic that is there and stays empty. */
  get silentTopic(): string {
    return this.has('tally') ? 'tally:kit-none' : 'thread:kit-none';
  }

  /** Tells the server of an article (AR1). */
  async publish(change: object | readonly object[]): Promise<Answer> {
    const auth = await this.token({ sub: 'kit-host', rights: ['articles'] });
    const answer = await this.send('POST', 'v1/articles', change, { authorization: `Bearer ${auth}` });
    if (answer.status !== 200) throw new Breach('[AR1] an article is taken in', `${answer.status} ${answer.text}`);
    return answer;
  }

  /** A host's token. Unproven where the kit was given no secret. */
  token(claims: Claims = {}): Promise<string> {
    return signToken({ aud: this.site, life: 300, sub: `kit-${this.key()}`, ...claims }, this.secret);
  }

  get secret(): string {
    if (this.target.secret === undefined) throw new Unproven('it needs the secret that hosts’ tokens are signed with (--secret)');
    return this.target.secret;
  }

  /** Somebody who may write: a reader of the paper where the kit can sign, else a guest. */
  async reader(claims: Claims = {}): Promise<Speaker> {
    if (this.target.secret === undefined && Object.keys(claims).length === 0) return this.guest();
    const sub = claims.sub ?? `kit-${this.key()}`;
    const name = claims.name ?? 'Bạn Đọc Thử';
    return Speaker.enter(this, { id: sub, name, auth: await this.token({ ...claims, sub, name }) });
  }

  /** A guest, introduced by POST. */
  async guest(name = 'Khách Thử'): Promise<Speaker> {
    const [frame] = await this.post([{ t: 'hello', id: 1, v: [1], site: this.site, guest: { name } }]);
    const { user, auth } = asWelcome(frame);
    demandThat(user !== undefined && auth !== undefined, frame, '[HS4] a guest is given an identity and its token');
    return Speaker.enter(this, { id: user.id, name: user.name, auth });
  }

  moderator(): Promise<Speaker> {
    return this.reader({ roles: ['moderator'], name: 'Biên Tập Viên' });
  }

  /** Stores comments in a thread, without waiting for rates: as an archive's (PT8), or each three of another reader; answers them, the first stored first. */
  async fill(
    topic: string,
    count: number,
    { parent = null, text = 'lời thử số' }: { readonly parent?: string | null; readonly text?: string } = {},
  ): Promise<Row[]> {
    const isArchive = this.has('import');
    const batch = isArchive ? 20 : 3;
    const rows: Row[] = [];
    for (let from = 0; from < count; from += batch) {
      const auth = await this.token(isArchive ? { sub: 'kit-import', name: 'Kho', rights: ['import'] } : { name: 'Bạn Đọc' });
      const frames = Array.from({ length: Math.min(batch, count - from) }, (_, i) => this.add(topic, `${text} ${from + i + 1}`, { parent, id: i + 1 }));
      rows.push(...(await this.post(frames, auth)).map((frame) => asOk(frame).item as Row));
    }
    return rows;
  }

  /** A put of op add, with a key of its own unless given. */
  add(
    topic: string,
    text: string,
    {
      parent = null,
      key = this.key(),
      id = 1,
      ...data
    }: { readonly parent?: string | null; readonly key?: string; readonly id?: number } & Readonly<Record<string, unknown>> = {},
  ) {
    return { t: 'put', id, topic, key, op: 'add', data: { parent, text, ...data } } as const;
  }

  /** Reads a topic by GET (HT2). */
  async read(topic: string, query: Query = {}, auth?: string): Promise<Snap> {
    const { status, body } = await this.get(topic, query, auth === undefined ? {} : { authorization: `Bearer ${auth}` });
    demandThat(status === 200, body, `[HT2] GET of ${topic} is 200`);
    return asSnap(readFrames(body)[0]);
  }

  get(topic: string, query: Query = {}, headers: Asked['headers'] = {}): Promise<Answer> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString();
    return this.request(`v1/t/${topic}${search && '?'}${search}`, { headers });
  }

  /** Sends frames by POST (HT5), and answers the answers, one each. Waits and sends again where it is told `rate`. */
  async post(frames: readonly object[], auth?: string): Promise<ServerFrame[]> {
    const ask = async () => {
      const { status, body, text } = await this.send('POST', 'v1/frames', frames, auth === undefined ? {} : { authorization: `Bearer ${auth}` });
      demandThat(status === 200 || status === 429, `${status} ${text}`, '[HT5] POST of frames is 200');
      return readFrames(body);
    };
    const answers = await patiently(ask, (came) => came.find(isRate));
    demandThat(answers.length === frames.length, answers, `[HT5] POST of ${frames.length} frames has as many answers`);
    return answers;
  }

  /** A request whose body is anything, as JSON. */
  send(method: string, path: string, body: unknown, headers: Asked['headers'] = {}): Promise<Answer> {
    return this.request(path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  request(path: string, asked: Asked = {}): Promise<Answer> {
    return ask(this.target.at(path), asked, this.transcript);
  }

  /** A connection by the binding of this run, that has said nothing yet. */
  async open({
    origin = this.target.origin,
    binding = this.binding,
  }: {
    readonly origin?: string | undefined;
    readonly binding?: Binding;
  } = {}): Promise<Link> {
    const path = this.about.bind[binding];
    if (path === undefined) throw new Breach(`[HT1] discovery tells where "${binding}" is, at the level that has it`, this.about.bind);
    const address = this.target.at(path);
    const given = { name: `${binding} ${this.#links.length + 1}`, transcript: this.transcript, origin };
    if (binding === 'ws') address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const link = binding === 'ws' ? await openWebSocket(address, given) : await openSocketIo(address, given);
    return this.#keep(link);
  }

  /** A connection that said hello. */
  async connect({
    auth,
    guest,
    ...given
  }: {
    readonly auth?: string | undefined;
    readonly guest?: string;
    readonly origin?: string;
    readonly binding?: Binding;
  } = {}): Promise<Link> {
    const link = await this.open(given);
    asWelcome(
      await link.ask({ t: 'hello', v: [1], site: this.site, ...(auth !== undefined && { auth }), ...(guest !== undefined && { guest: { name: guest } }) }),
    );
    return link;
  }

  /** A stream of topics, each `topic` or `topic@cursor` (ES1). */
  async stream(places: readonly string[], { origin = this.target.origin }: { readonly origin?: string | undefined } = {}): Promise<Link> {
    const address = this.target.at(this.about.bind.stream ?? 'v1/stream');
    for (const place of places) address.searchParams.append('t', place);
    const link = await openStream(address, { name: `stream ${this.#links.length + 1}`, transcript: this.transcript, origin });
    return this.#keep(link);
  }

  /** Follows a topic by the binding of this run, from a cursor if one is given; the link's first snap of it has come. */
  async follow(topic: string, since?: string, auth?: string): Promise<{ readonly link: Link; readonly snap: Snap }> {
    if (this.binding === 'stream') {
      const link = await this.stream([since === undefined ? topic : `${topic}@${since}`]);
      return { link, snap: asSnap(await link.next((frame) => 'topic' in frame && frame.topic === topic, `the snap of ${topic}`)) };
    }
    const link = await this.connect({ auth });
    return { link, snap: asSnap(await link.ask({ t: 'sub', topic, ...(since !== undefined && { since }) })) };
  }

  /** Looks again and again, for what the protocol gives a server some time for; throws what it last threw. */
  async eventually<Found>(look: () => Promise<Found>, within: number): Promise<Found> {
    const end = Date.now() + within;
    for (;;) {
      try {
        return await look();
      } catch (error) {
        if (Date.now() > end) throw error;
        await this.wait(50);
      }
    }
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Runs the command that restarts or kills the server, and waits until it answers. */
  async again(how: 'restart' | 'kill'): Promise<void> {
    const command = this.target[how];
    if (command === undefined) throw new Unproven(`it needs a command (--${how}-cmd)`);
    this.transcript.add('sent', how, command);
    await runCommand(command);
    await this.eventually(async () => {
      const { status } = await this.request('v1');
      demandThat(status === 200, status, `the server answers after the command to ${how} it`);
    }, 15_000);
  }

  /** What a case that is over still opens would keep the kit from ending. */
  #keep(link: Link): Link {
    this.#links.push(link);
    if (this.#isOver) link.close();
    return link;
  }

  close(): void {
    this.#isOver = true;
    for (const link of this.#links) link.close();
  }
}

import type { Err, ServerFrame } from '@bandoc/protocol';
import { Breach } from '../demand.ts';
import { readFrames } from '../frames.ts';
import type { Transcript } from '../transcript.ts';

/** How a connection ended: its close code, where its binding has them. */
export interface Ending {
  readonly code?: number | undefined;
  readonly err?: Err | undefined;
}

/** What a binding gives: a way to send a text, or to end. */
export interface Line {
  send(text: string): void;
  /** Sends what is no text. */
  sendBytes?(bytes: Uint8Array): void;
  /** Reads no more, and again: what waits is the server's to keep. */
  pause?(): void;
  resume?(): void;
  close(): void;
}

/** How long an answer may take, ms: longer than any server needs that is alive. */
export const PATIENCE = 8_000;

/**
 * A connection that stays open, seen from the client's side: frames come into one list in their order, and each is looked for in it. It holds
 * every topic to what holds always: an `ev` begins where the one before it ended (EV1).
 */
export class Link {
  readonly name: string;
  /** All that came, in order. */
  readonly came: ServerFrame[] = [];
  readonly #transcript: Transcript;
  readonly #line: Line;
  /** Where each followed topic stands, by its last ev or, before the first, by its snap. */
  readonly #reached = new Map<string, { readonly seq: number; readonly by: 'snap' | 'ev' }>();
  readonly #waiting = new Set<() => void>();
  #seen = 0;
  #lastId = 0;
  #fault: unknown;
  #ending: Ending | undefined;

  constructor(name: string, transcript: Transcript, createLine: (link: Link) => Line) {
    this.name = name;
    this.#transcript = transcript;
    this.#line = createLine(this);
  }

  /** An id for a request that this connection did not use yet. */
  nextId(): number {
    return (this.#lastId += 1);
  }

  send(...frames: object[]): void {
    this.sendText(JSON.stringify(frames));
  }

  /** Sends any text, well-formed or not. */
  sendText(text: string): void {
    this.#transcript.add('sent', this.name, text);
    this.#line.send(text);
  }

  sendBytes(bytes: Uint8Array): void {
    this.#transcript.add('sent', this.name, `${bytes.length} bytes`);
    this.#line.sendBytes?.(bytes);
  }

  pause(): void {
    this.#line.pause?.();
  }

  resume(): void {
    this.#line.resume?.();
  }

  /** Sends a frame with an id of its own, and waits for the answer that has it. */
  async ask(frame: object): Promise<ServerFrame> {
    const id = this.nextId();
    this.send({ ...frame, id });
    return this.find((one) => 'id' in one && one.id === id, `an answer with the id ${id}`);
  }

  /** The first frame that is such, of those that came already or will; each is answered by its place, not taken away. */
  async find(isSuch: (frame: ServerFrame) => boolean, what: string, within = PATIENCE): Promise<ServerFrame> {
    return this.#until(() => this.came.find(isSuch), what, within);
  }

  /** The next frame that is such after the last that `next` gave; those between are passed over. */
  async next(isSuch: (frame: ServerFrame) => boolean, what: string, within = PATIENCE): Promise<ServerFrame> {
    return this.#until(
      () => {
        const at = this.came.findIndex((frame, i) => i >= this.#seen && isSuch(frame));
        if (at >= 0) this.#seen = at + 1;
        return this.came[at];
      },
      what,
      within,
    );
  }

  /** How it ends, if it does so in time. */
  async ended(within = PATIENCE): Promise<Ending> {
    return this.#until(() => this.#ending, 'the connection ends', within);
  }

  get isOpen(): boolean {
    return this.#ending === undefined;
  }

  close(): void {
    this.#line.close();
  }

  /** Told by the binding. */
  receive(text: string): void {
    this.#transcript.add('came', this.name, text);
    try {
      for (const frame of readFrames(JSON.parse(text))) {
        this.came.push(frame);
        this.#follow(frame);
      }
    } catch (error) {
      this.#fault ??= error instanceof Breach ? error : new Breach('what a server sends is JSON', text);
    }
    this.#wake();
  }

  /** Told by the binding. */
  end(code?: number): void {
    if (this.#ending) return;
    this.#transcript.add('came', this.name, `the end${code === undefined ? '' : ` (${code})`}`);
    this.#ending = { code, err: this.came.filter((frame): frame is Err => frame.t === 'err').at(-1) };
    this.#wake();
  }

  #follow(frame: ServerFrame): void {
    if (frame.t === 'snap' && frame.follow === 'items')
      this.#reached.set(frame.topic, { seq: Number(frame.at.slice(frame.at.lastIndexOf(':') + 1)), by: 'snap' });
    if (frame.t !== 'ev') return;
    const { seq, by } = this.#reached.get(frame.topic) ?? { seq: frame.from, by: 'ev' };
    // What others follow already may be told from a little before a snap: nothing is missing then.
    if (by === 'ev' ? frame.from !== seq : frame.from > seq)
      throw new Breach(`[EV1] the "from" of an ev is ${seq}${by === 'snap' ? ' or less' : ''}, where its topic stood on this connection`, frame);
    this.#reached.set(frame.topic, { seq: frame.to, by: 'ev' });
  }

  async #until<Found>(look: () => Found | undefined, what: string, within: number): Promise<Found> {
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        isLate = true;
        resolve();
      }, within);
    });
    try {
      for (;;) {
        if (this.#fault !== undefined) throw this.#fault;
        const found = look();
        if (found !== undefined) return found;
        if (this.#ending) throw new Breach(`${this.name}: ${what} comes before the connection ends`, this.#ending);
        if (isLate) throw new Breach(`${this.name}: ${what} comes within ${within} ms`, 'nothing of the kind');
        let wake = () => {};
        await Promise.race([late, new Promise<void>((resolve) => this.#waiting.add((wake = resolve)))]);
        this.#waiting.delete(wake);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }
}

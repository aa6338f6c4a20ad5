import type { Ok, ServerFrame, Snap } from '@bandoc/protocol';
import { asErr, asOk, asSnap, asWelcome, type Row } from './frames.ts';
import type { Link } from './links/link.ts';
import { isRate, patiently } from './patience.ts';
import type { Trial } from './trial.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  readonly auth: string;
}

/** A reader who speaks by the binding of the run: by requests where that is `http` or `stream`, else on a connection of her own. */
export class Speaker implements Known {
  readonly id: string;
  readonly name: string;
  readonly auth: string;
  readonly #trial: Trial;
  #link: Promise<Link> | undefined;

  private constructor(trial: Trial, { id, name, auth }: Known) {
    this.#trial = trial;
    this.id = id;
    this.name = name;
    this.auth = auth;
  }

  static enter(trial: Trial, known: Known): Speaker {
    return new Speaker(trial, known);
  }

  /** Her connection, where the binding has any. */
  get link(): Promise<Link> {
    return (this.#link ??= this.#trial.connect({ auth: this.auth }));
  }

  /** Sends one frame, and answers the answer. Where all are guests, who share a rate (LM7), what is `rate` is sent again. */
  async ask(frame: object): Promise<ServerFrame> {
    const { binding, target } = this.#trial;
    if (binding !== 'http' && binding !== 'stream') {
      const link = await this.link;
      return patiently(
        () => link.ask(frame),
        (came) => (target.secret === undefined && isRate(came) ? came : undefined),
      );
    }
    const [answer] = await this.#trial.post([{ id: 1, ...frame }], this.auth);
    return answer as ServerFrame;
  }

  /** Adds a comment, which has to be taken. */
  async add(topic: string, text: string, more: Parameters<Trial['add']>[2] = {}): Promise<Ok & { item: Row }> {
    return asOk(await this.ask(this.#trial.add(topic, text, more))) as Ok & { item: Row };
  }

  /** Puts an act on a comment, with a key of its own unless given. */
  put(topic: string, op: string, target: string | undefined, data: object = {}, more: object = {}): Promise<ServerFrame> {
    return this.ask({ t: 'put', topic, key: this.#trial.key(), op, ...(target !== undefined && { target }), data, ...more });
  }

  /** The same, which has to be taken. */
  async does(...put: Parameters<Speaker['put']>): Promise<Ok> {
    return asOk(await this.put(...put));
  }

  /** The same, which has to be refused. */
  async mayNot(...put: Parameters<Speaker['put']>) {
    return asErr(await this.put(...put));
  }

  /** Reads a topic once, as who she is: her own, the desk, or anything that is not for everybody. */
  async sees(topic: string, more: object = {}): Promise<Snap> {
    return asSnap(await this.ask({ t: 'sub', topic, follow: 'off', ...more }));
  }

  /** Says hello again on her connection, as somebody else or with another name. */
  async hello(more: object) {
    return asWelcome(await this.ask({ t: 'hello', v: [1], site: this.#trial.site, ...more }));
  }
}

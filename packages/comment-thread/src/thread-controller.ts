import type { Client, ThreadReading, ThreadSort, ThreadView } from '@bandoc/client';
import { readThread } from '@bandoc/client/browser';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MarkedText } from './marked-text.ts';
import { needsMarks } from './needs-marks.ts';
import type { threadParts } from './thread-parts.ts';

/** Which thread of which server is shown, in which order, and around which comment; `client` is one that was handed in. */
export interface ThreadPlace {
  readonly client: Client | undefined;
  readonly server: string;
  readonly thread: string;
  readonly sort: ThreadSort;
  readonly around: string | undefined;
}

type Host = ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };

const MINUTE = 60_000;
/** A chunk that did not load is asked for again after this, ms. */
const RELOAD = 5_000;

/**
 * Keeps one thread open while its host is on the page: first as it stands, read by one GET, then living. Asks for a rendering when it changes, and
 * each minute for the words of time.
 */
export class ThreadController implements ReactiveController {
  /** What can be shown by now. */
  view: ThreadReading | undefined;
  /** The thread once it lives, the client it lives on, and what its reader's acts need. */
  living: ThreadView | undefined;
  client: Client | undefined;
  parts: typeof threadParts | undefined;
  /** What shows marks, once there is a text that needs it. */
  marked: MarkedText | undefined;
  /** What makes it live could not be fetched; it is tried again. */
  stuck = false;
  readonly #host: Host;
  #place: ThreadPlace | undefined;
  #stops: (() => void)[] | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  readonly #mark = ({ createMarkedText }: Pick<typeof threadParts, 'createMarkedText'>): void => {
    this.marked ??= createMarkedText(this.#host.renderRoot as ShadowRoot);
  };

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#enter();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#leave();
  }

  /** Shows another place, or none. */
  show(place: ThreadPlace | undefined): void {
    if ((['client', 'server', 'thread', 'sort', 'around'] as const).every((part) => place?.[part] === this.#place?.[part])) return;
    this.#leave();
    this.#place = place;
    this.#enter();
  }

  /** Makes it live, sooner than it would by itself. */
  async bring(): Promise<void> {
    const stops = this.#stops;
    clearTimeout(this.#again);
    try {
      this.parts ??= (await import('./thread-parts.ts')).threadParts;
      this.#mark(this.parts);
    } catch {
      if (stops !== this.#stops) return;
      this.stuck = true;
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.bring(), RELOAD);
      this.#host.requestUpdate();
      return;
    }
    this.stuck = false;
    if (!stops || stops !== this.#stops || this.living || !this.#place) return;
    const { server, thread, ...how } = this.#place;
    const client = how.client ?? this.parts.clientFor(server);
    const opened = this.parts.openThread(client, thread, how, () => update());
    const update = () => {
      const { view } = opened;
      if (!this.view || this.view === this.living || view.status !== 'loading') this.view = view;
      this.living = view;
      this.#host.requestUpdate();
    };
    stops.push(client.subscribe(update), () => opened.close());
    this.client = client;
    update();
  }

  /** Asks again for what could not be shown. */
  reload(): void {
    if (this.living) this.living.reload();
    else void this.bring();
  }

  #enter(): void {
    if (!this.#connected || !this.#place || this.#stops) return;
    const { client } = this.#place;
    const clock = setInterval(() => this.#host.requestUpdate(), MINUTE);
    this.#stops = [() => clearInterval(clock)];
    // What is handed in may be no page's server; and once the parts are here, there is nothing to gain.
    if (client || this.parts) void this.bring();
    else void this.#read(this.#place);
  }

  async #read({ server, thread, sort, around }: ThreadPlace): Promise<void> {
    const stops = this.#stops;
    const still = await readThread(server, thread, sort, around);
    // What its words look like is known before they are shown, so that nothing moves later; without it they are shown as typed.
    if (still && needsMarks(still)) await import('./marked-text.ts').then(this.#mark, () => {});
    if (stops !== this.#stops) return;
    this.view ??= still;
    this.#host.requestUpdate();
    void this.bring();
  }

  #leave(): void {
    clearTimeout(this.#again);
    for (const stop of this.#stops ?? []) stop();
    this.#stops = this.view = this.living = this.client = undefined;
  }
}

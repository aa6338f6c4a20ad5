import type { ThreadClient, ThreadView } from '@bandoc/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Which thread of which server is shown, and in which order. */
export interface ThreadPlace {
  readonly client: ThreadClient;
  readonly thread: string;
  readonly sort: 'new' | 'old';
}

const MINUTE = 60_000;

/** Keeps one thread open while its host is on the page, and asks for a rendering when it changes, and each minute for the words of time. */
export class ThreadController implements ReactiveController {
  view: ThreadView | undefined;
  readonly #host: ReactiveControllerHost;
  #place: ThreadPlace | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
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
    const { client, thread, sort } = this.#place ?? {};
    if (place?.client === client && place?.thread === thread && place?.sort === sort) return;
    this.#leave();
    this.#place = place;
    this.#enter();
  }

  #enter(): void {
    if (!this.#connected || !this.#place || this.view) return;
    const { client, thread, sort } = this.#place;
    const view = client.thread(thread, { sort });
    const update = () => this.#host.requestUpdate();
    const stops = [view.subscribe(update), client.subscribe(update)];
    const clock = setInterval(update, MINUTE);
    this.view = view;
    this.#stop = () => {
      clearInterval(clock);
      for (const stop of stops) stop();
      view.close();
    };
    update();
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.view = undefined;
  }
}

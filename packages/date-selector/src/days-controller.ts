import type { Client, DaysView } from '@bandoc/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps the months that were looked at open, so that their counts stay live, and asks for a rendering when one changes. */
export class DaysController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #months = new Map<string, { readonly view: DaysView; readonly stop: () => void }>();
  #client: Client | undefined;
  #scope = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#leave();
  }

  /** Says whom to ask; without a client no month is known. */
  use(client: Client | undefined, scope: string): void {
    if (client === this.#client && scope === this.#scope) return;
    this.#leave();
    this.#client = client;
    this.#scope = scope;
  }

  /** A month (yyyy-mm), opened if it is not yet. */
  open(month: string): DaysView | undefined {
    const known = this.#months.get(month);
    if (known || !this.#client) return known?.view;
    const view = this.#client.days(this.#scope, month);
    this.#months.set(month, { view, stop: view.subscribe(() => this.#host.requestUpdate()) });
    return view;
  }

  /** Articles of a day; undefined where its month was not opened or has not loaded. */
  countOf(day: string): number | undefined {
    const view = this.#months.get(day.slice(0, 7))?.view;
    return view?.status === 'ready' ? (view.days.get(day) ?? 0) : undefined;
  }

  /** The nearest days before and after that are known to have articles. */
  nearest(day: string): readonly string[] {
    const full = [...this.#months.values()].flatMap(({ view }) => [...view.days].filter(([, count]) => count > 0).map(([date]) => date)).sort();
    return [full.filter((other) => other < day).at(-1), full.find((other) => other > day)].filter((other) => other !== undefined);
  }

  #leave(): void {
    for (const { view, stop } of this.#months.values()) {
      stop();
      view.close();
    }
    this.#months.clear();
  }
}

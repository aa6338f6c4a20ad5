/** Listeners that are told of changes once a microtask, however many there were; one that throws does not keep the others from hearing. */
export class Watchers {
  readonly #listeners = new Set<() => void>();
  readonly #report: (error: unknown) => void;
  #told = true;
  #version = 0;

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Another number after every change, at once. */
  get version(): number {
    return this.#version;
  }

  subscribe(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  changed(): void {
    this.#version += 1;
    // Who begins to listen from here on sees what is.
    if (!this.#told || this.#listeners.size === 0) return;
    this.#told = false;
    void this.#tell();
  }

  clear(): void {
    this.#listeners.clear();
  }

  async #tell(): Promise<void> {
    await Promise.resolve();
    this.#told = true;
    for (const listener of Array.from(this.#listeners)) {
      try {
        listener();
      } catch (error) {
        this.#report(error);
      }
    }
  }
}

// A client of bandoc.v1 that only reads, whole, in one file and without a dependency: what a reader in another language has to do at least.
// It follows one thread over a WebSocket (Node 22 has one). Run it by `conformance --client "node examples/clients/tiny-adapter.mjs"`.

const isSeq = (value) => Number.isSafeInteger(value) && value >= 0;
const isItem = (one) => typeof one?.id === 'string' && (isSeq(one.v) ? one.id === '_thread' || isSeq(one.c) : isSeq(one.counts?.v));
const positionOf = (cursor) => ({ epoch: cursor.slice(0, cursor.lastIndexOf(':')), seq: Number(cursor.slice(cursor.lastIndexOf(':') + 1)) });

/** One thread of one server. `clock` has `now()` and `after(ms, run)`. */
export class TinyReader {
  status = 'loading';
  total = 0;
  comments = new Map();
  #cursor;
  #socket;
  #asked = 0;
  #askedAt = -Infinity;
  #isAsking = false;
  #isStopped = false;
  #retry;
  #failures = 0;
  #heardAt = 0;
  #told = 0;

  constructor(url, topic, clock) {
    Object.assign(this, { url, topic, clock });
    this.#connect();
    this.#watch();
  }

  close() {
    this.#isStopped = true;
    this.#socket.close();
  }

  /** Comments below one parent (null: roots, newest first; replies are oldest first), by `c` and then by id. */
  list(parent) {
    const found = [...this.comments.values()].filter((one) => one.parent === parent);
    found.sort((a, b) => a.c - b.c || (a.id < b.id ? -1 : 1));
    return parent === null ? found.reverse() : found;
  }

  #connect() {
    const socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}/v1/ws`, 'bandoc.v1');
    this.#socket = socket;
    this.#isAsking = false;
    socket.addEventListener('open', () => this.#send({ t: 'hello', id: 0, v: [1], site: 'demo' }));
    socket.addEventListener('message', ({ data }) => {
      try {
        for (const frame of [JSON.parse(data)].flat()) this.#take(frame ?? {});
      } catch {} // What is no frame is nothing to it.
    });
    socket.addEventListener('close', ({ code }) => {
      if ((code === 4001 || code === 4003) && this.#retry === undefined) this.#isStopped = true;
      const wait = this.#retry ?? Math.min(60_000, (1 + Math.random()) * 2_500 * 2 ** this.#failures++);
      this.#retry = undefined;
      if (!this.#isStopped) this.clock.after(wait, () => this.#isStopped || this.#connect());
    });
  }

  #send(frame) {
    if (this.#socket.readyState === 1) this.#socket.send(JSON.stringify([frame]));
  }

  /** Asks what changed since its cursor, at most each 2 s; what is not answered in 15 s ends the connection. */
  #ask({ now = false, anew = false } = {}) {
    if (anew) this.#cursor = undefined;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const socket = this.#socket;
    const ask = () => {
      if (socket !== this.#socket || this.#isStopped) return;
      this.#askedAt = this.clock.now();
      const id = (this.#asked += 1);
      this.#send({ t: 'sub', id, topic: this.topic, ...(this.#cursor && { since: `${this.#cursor.epoch}:${this.#cursor.seq}` }) });
      this.clock.after(15_000, () => socket === this.#socket && this.#isAsking && this.#asked === id && socket.close());
    };
    const wait = this.#askedAt + 2_000 - this.clock.now();
    if (now || wait <= 0) ask();
    else this.clock.after(wait, ask);
  }

  /** Beacons come each 25 s: when they stay away, it asks. */
  #watch() {
    this.clock.after(15_000, () => {
      if (this.#isStopped) return;
      if (this.status === 'ready' && this.clock.now() - this.#heardAt > 45_000) this.#ask();
      this.#watch();
    });
  }

  #take(frame) {
    const { t, id, topic } = frame;
    if (t === 'welcome' && id === 0) this.#ask({ now: true });
    else if (t === 'ev' && topic === this.topic) this.#event(frame);
    else if (t === 'snap' && topic === this.topic && this.#isAsking && id === this.#asked) this.#snapshot(frame);
    else if (t === 'err' && (id === 0 || (id === undefined && topic === undefined))) this.#end(frame);
    else if (t === 'err' && (id === undefined ? topic === this.topic : this.#isAsking && id === this.#asked)) this.#refused(frame);
  }

  #end({ code, retry }) {
    this.#retry = retry;
    if (retry === undefined && ['version', 'denied', 'not-found'].includes(code)) this.#isStopped = true;
    this.#socket.close();
  }

  #refused({ code, retry }) {
    this.#isAsking = false;
    if (code === 'reset') this.#cursor = undefined;
    else if (this.status === 'loading' && retry === undefined) Object.assign(this, { status: 'failed', failure: code });
    if (retry !== undefined) this.clock.after(retry, () => this.#ask());
  }

  #snapshot({ at, mode, items, total }) {
    this.#isAsking = false;
    this.#heardAt = this.clock.now();
    const now = positionOf(at);
    if (mode === 'full') this.comments.clear();
    else if (now.epoch !== this.#cursor?.epoch) return this.#ask({ anew: true });
    this.#merge(items, total);
    if (mode === 'full' || now.seq > this.#cursor.seq) this.#cursor = now;
    this.status = 'ready';
    this.#failures = 0;
    if (this.#cursor.seq < this.#told) this.#ask();
    this.#told = 0;
  }

  #event({ epoch, from, to, items, total }) {
    if (!this.#cursor || !isSeq(from) || !isSeq(to) || !Array.isArray(items) || !isSeq(total ?? 0)) return;
    this.#heardAt = this.clock.now();
    if (epoch !== this.#cursor.epoch) return this.#ask({ anew: true });
    this.#told = to;
    if (from > this.#cursor.seq || (from === to && to < this.#cursor.seq)) return this.#ask();
    if (to <= this.#cursor.seq) return;
    this.#merge(items, total);
    this.#cursor = { epoch, seq: to };
  }

  /** Per id and per register the highest version wins; a place never changes, and a reply to what is not held is left out. */
  #merge(items, total = this.total) {
    this.total = total;
    for (const one of items.filter(isItem).sort((a, b) => (a.c ?? 0) - (b.c ?? 0))) {
      const held = this.comments.get(one.id);
      const counts = !held || one.counts?.v > held.counts.v ? one.counts : held.counts;
      if (held) this.comments.set(one.id, { ...(one.v > held.v ? one : held), c: held.c, parent: held.parent, counts });
      else if (one.c !== undefined && (one.parent === null || this.comments.has(one.parent))) this.comments.set(one.id, one);
    }
  }
}

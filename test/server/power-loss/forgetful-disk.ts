import type { Random } from '../../setup/random.ts';

/** What a disk keeps or loses as one: a power cut in the middle of a write leaves some of its sectors, each whole or as it was. */
const SECTOR = 512;

/** Files that are only sure once they were synced. */
export interface ForgetfulDisk {
  /** The file of this path, made where it is missing. */
  open(path: string): ForgetfulFile;
  has(path: string): boolean;
  remove(path: string): void;
  /** Calls `run` before the operation that is so many writes and syncs from now. */
  interrupt(after: number, run: () => void): void;
  /** What the next machine finds: all that was synced, and of the rest what chance has left. From here on this disk takes nothing more. */
  losePower(random: Random): ForgetfulDisk;
}

export interface ForgetfulFile {
  readonly size: number;
  /** What is there; shorter than `length` at the end. */
  read(offset: number, length: number): Uint8Array;
  write(offset: number, bytes: Uint8Array): void;
  truncate(size: number): void;
  sync(): void;
}

/** The power is gone. */
export class PowerLost extends Error {}

type Change = { readonly offset: number; readonly bytes: Uint8Array } | { readonly size: number };

class Pages implements ForgetfulFile {
  content: Uint8Array;
  synced: Uint8Array;
  changes: Change[] = [];
  readonly #touch: () => void;
  readonly #deaf: boolean;

  constructor(content: Uint8Array, touch: () => void, deaf: boolean) {
    this.#deaf = deaf;
    this.content = content;
    this.synced = content;
    this.#touch = touch;
  }

  get size(): number {
    return this.content.length;
  }

  read(offset: number, length: number): Uint8Array {
    return this.content.subarray(offset, offset + length);
  }

  write(offset: number, bytes: Uint8Array): void {
    this.#touch();
    const change = { offset, bytes: bytes.slice() };
    this.changes.push(change);
    this.content = changed(this.content, change, this.content === this.synced);
  }

  truncate(size: number): void {
    this.#touch();
    this.changes.push({ size });
    this.content = changed(this.content, { size }, true);
  }

  sync(): void {
    this.#touch();
    if (this.#deaf) return;
    this.synced = this.content;
    this.changes = [];
  }

  /** What is left of it when the power goes. */
  remains(random: Random): Uint8Array {
    // At one extreme nothing was written that nobody asked for, at the other all of it was.
    const luck = random.pick([0, 0.5, 1]) as number;
    let left = this.synced;
    for (const change of this.changes) {
      if ('size' in change) {
        if (random.chance(luck)) left = changed(left, change, true);
        continue;
      }
      const { offset, bytes } = change;
      for (let at = 0; at < bytes.length; ) {
        const end = Math.min(bytes.length, at + SECTOR - ((offset + at) % SECTOR));
        if (random.chance(luck)) left = changed(left, { offset: offset + at, bytes: bytes.subarray(at, end) }, true);
        at = end;
      }
    }
    return left;
  }
}

/** Content with a change in it; in place where nothing else looks at it. */
function changed(content: Uint8Array, change: Change, copy: boolean): Uint8Array {
  if ('size' in change) {
    const cut = new Uint8Array(change.size);
    cut.set(content.subarray(0, change.size));
    return cut;
  }
  const { offset, bytes } = change;
  const size = Math.max(content.length, offset + bytes.length);
  const room = copy || size > content.length ? new Uint8Array(size) : content;
  if (room !== content) room.set(content);
  room.set(bytes, offset);
  return room;
}

/** A `deaf` one only says that it syncs. */
export function createForgetfulDisk(found: ReadonlyMap<string, Uint8Array> = new Map(), { deaf = false } = {}): ForgetfulDisk {
  let isOn = true;
  let due: { left: number; readonly run: () => void } | undefined;
  const touch = () => {
    if (!isOn) throw new PowerLost();
    if (!due) return;
    due.left -= 1;
    if (due.left > 0) return;
    const { run } = due;
    due = undefined;
    run();
    if (!isOn) throw new PowerLost();
  };
  const files = new Map([...found].map(([path, content]) => [path, new Pages(content, touch, deaf)]));
  return {
    open: (path) => {
      let file = files.get(path);
      if (!file) files.set(path, (file = new Pages(new Uint8Array(0), touch, deaf)));
      return file;
    },
    has: (path) => files.has(path),
    remove: (path) => {
      touch();
      files.delete(path);
    },
    interrupt: (left, run) => {
      due = { left, run };
    },
    losePower: (random) => {
      isOn = false;
      return createForgetfulDisk(new Map([...files].map(([path, file]) => [path, file.remains(random)])), { deaf });
    },
  };
}

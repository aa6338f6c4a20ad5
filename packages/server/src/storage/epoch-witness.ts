import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/** How far a store was known to be, kept outside of it, so that one that was set back is found out (rule MD4). */
export interface Witness {
  readonly epoch: string;
  readonly writes: number;
}

/** Reads a witness; there is none where the file is missing or is not one. */
export function readWitness(file: string): Witness | undefined {
  try {
    const [epoch = '', writes] = readFileSync(file, 'utf8').trim().split(' ');
    return Number.isSafeInteger(Number(writes)) ? { epoch, writes: Number(writes) } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a witness, whole or not at all. */
export function writeWitness(file: string, { epoch, writes }: Witness): void {
  const draft = `${file}.draft`;
  const handle = openSync(draft, 'w');
  writeSync(handle, `${epoch} ${writes}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
}

/** Whether a store may still be the one that the witness saw: the same, and no further back. */
export function isCovered(store: Witness, witness: Witness | undefined): boolean {
  return witness !== undefined && witness.epoch === store.epoch && store.writes >= witness.writes;
}

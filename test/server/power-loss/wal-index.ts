/** The index of a WAL as the connections to one file share it: regions of the heap, and eight locks. */
export interface WalIndex {
  /** The address of a region, made of zeros where it is missing; 0 where it is missing and not to be made. */
  map(region: number, size: number, make: boolean): number;
  /** Whether the locks `from` … `from + count - 1` could be taken. */
  lock(holder: object, from: number, count: number, exclusive: boolean): boolean;
  unlock(holder: object, from: number, count: number): void;
}

export function createWalIndex(allocate: (size: number) => number): WalIndex {
  const regions: number[] = [];
  const locks = Array.from({ length: 8 }, () => ({ shared: new Set<object>(), exclusive: undefined as object | undefined }));
  return {
    map: (region, size, make) => {
      if (make) while (regions.length <= region) regions.push(allocate(size));
      return regions[region] ?? 0;
    },
    lock: (holder, from, count, exclusive) => {
      const wanted = locks.slice(from, from + count);
      const free = wanted.every((one) => {
        const others = exclusive && [...one.shared].some((other) => other !== holder);
        return !others && (one.exclusive === undefined || one.exclusive === holder);
      });
      if (!free) return false;
      for (const one of wanted) {
        if (exclusive) one.exclusive = holder;
        else one.shared.add(holder);
      }
      return true;
    },
    unlock: (holder, from, count) => {
      for (const one of locks.slice(from, from + count)) {
        if (one.exclusive === holder) one.exclusive = undefined;
        one.shared.delete(holder);
      }
    },
  };
}

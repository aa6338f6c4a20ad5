import type { Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { ForgetfulDisk, ForgetfulFile } from './forgetful-disk.ts';
import { createWalIndex, type WalIndex } from './wal-index.ts';

/** Lets SQLite work on disks of ours, with all that WAL needs of a file system. */
export interface DiskVfs {
  readonly name: string;
  /** All files from here on are on this disk, of a machine that has just been started. */
  use(disk: ForgetfulDisk): void;
}

interface OpenFile {
  readonly path: string;
  readonly file: ForgetfulFile;
  readonly memory: WalIndex;
  readonly lock: FileLock;
  readonly self: object;
}

/** SQLite's five states of a file's lock. */
interface FileLock {
  readonly shared: Set<object>;
  reserved: object | undefined;
  exclusive: object | undefined;
}

const NAME = 'forgetful';

/** Flags of xShmLock (sqlite.org/c3ref/c_shm_exclusive.html). */
const SHM_UNLOCK = 1;
const SHM_EXCLUSIVE = 8;

/** A structure of C, whose fields the library makes. */
type CStruct = Record<string, unknown> & { readonly pointer: number };

export function installDiskVfs({ capi, wasm, vfs }: Sqlite3Static): DiskVfs {
  let disk: ForgetfulDisk | undefined;
  let memories = new Map<string, WalIndex>();
  let locks = new Map<string, FileLock>();
  const open = new Map<number, OpenFile>();
  const of = <T>(all: Map<string, T>, path: string, make: () => T): T => {
    let found = all.get(path);
    if (!found) all.set(path, (found = make()));
    return found;
  };
  const zeros = (size: number) => {
    const address = wasm.alloc(size);
    wasm.heap8u().fill(0, address, address + size);
    return address;
  };
  const nameAt = (address: number) => wasm.cstrToJs(address) ?? '';
  /** An operation on an open file; one that fails is an error of the disk. */
  const on =
    <T extends unknown[]>(run: (one: OpenFile, ...rest: T) => number | void, fault: number) =>
    (pointer: number, ...rest: T): number => {
      const one = open.get(pointer);
      if (!one) return fault;
      try {
        return run(one, ...rest) ?? capi.SQLITE_OK;
      } catch {
        return fault;
      }
    };

  const ioMethods = new capi.sqlite3_io_methods() as unknown as CStruct;
  ioMethods.$iVersion = 2;
  const structure = new capi.sqlite3_vfs() as unknown as CStruct;
  Object.assign(structure, { $iVersion: 2, $szOsFile: new capi.sqlite3_file().structInfo.sizeof, $mxPathname: 1024 });
  // Time and chance are the system's own.
  const system = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null)) as unknown as CStruct;
  for (const method of ['$xRandomness', '$xSleep', '$xCurrentTime', '$xCurrentTimeInt64']) structure[method] = system[method];

  const files = {
    xClose: (pointer: number) => {
      const one = open.get(pointer);
      if (one) release(one.lock, one.self, 0);
      open.delete(pointer);
      return capi.SQLITE_OK;
    },
    xRead: on(({ file }, to: number, length: number, offset: bigint) => {
      const found = file.read(Number(offset), length);
      const heap = wasm.heap8u();
      heap.set(found, to);
      if (found.length === length) return capi.SQLITE_OK;
      heap.fill(0, to + found.length, to + length);
      return capi.SQLITE_IOERR_SHORT_READ;
    }, capi.SQLITE_IOERR_READ),
    xWrite: on(
      ({ file }, from: number, length: number, offset: bigint) => file.write(Number(offset), wasm.heap8u().subarray(from, from + length)),
      capi.SQLITE_IOERR_WRITE,
    ),
    xTruncate: on(({ file }, size: bigint) => file.truncate(Number(size)), capi.SQLITE_IOERR_TRUNCATE),
    xSync: on(({ file }) => file.sync(), capi.SQLITE_IOERR_FSYNC),
    xFileSize: on(({ file }, to: number) => void wasm.poke64(to, BigInt(file.size)), capi.SQLITE_IOERR_FSTAT),
    xLock: on(({ lock, self }, level: number) => (take(lock, self, level) ? capi.SQLITE_OK : capi.SQLITE_BUSY), capi.SQLITE_IOERR_LOCK),
    xUnlock: on(({ lock, self }, level: number) => release(lock, self, level), capi.SQLITE_IOERR_UNLOCK),
    xCheckReservedLock: on(({ lock }, to: number) => void wasm.poke32(to, lock.reserved ? 1 : 0), capi.SQLITE_IOERR_CHECKRESERVEDLOCK),
    xFileControl: () => capi.SQLITE_NOTFOUND,
    xSectorSize: () => 512,
    // What unix promises too: a write cut short leaves the bytes beside it as they were.
    xDeviceCharacteristics: () => capi.SQLITE_IOCAP_POWERSAFE_OVERWRITE,
    xShmMap: on(
      ({ memory }, region: number, size: number, make: number, to: number) => void wasm.pokePtr(to, memory.map(region, size, make !== 0)),
      capi.SQLITE_IOERR_SHMMAP,
    ),
    xShmLock: on(({ memory, self }, from: number, count: number, flags: number) => {
      if (flags & SHM_UNLOCK) memory.unlock(self, from, count);
      else if (!memory.lock(self, from, count, (flags & SHM_EXCLUSIVE) !== 0)) return capi.SQLITE_BUSY;
      return capi.SQLITE_OK;
    }, capi.SQLITE_IOERR_SHMLOCK),
    xShmBarrier: () => undefined,
    xShmUnmap: on(({ path, memory, self }, remove: number) => {
      memory.unlock(self, 0, 8);
      if (remove) memories.delete(path);
    }, capi.SQLITE_IOERR_SHMMAP),
  };

  const machine = {
    xOpen: (_: number, name: number, pointer: number, flags: number, out: number) => {
      const path = name ? nameAt(name) : undefined;
      if (!disk || !path) return capi.SQLITE_CANTOPEN;
      const lock = of(locks, path, () => ({ shared: new Set<object>(), reserved: undefined, exclusive: undefined }));
      open.set(pointer, { path, file: disk.open(path), memory: of(memories, path, () => createWalIndex(zeros)), lock, self: {} });
      const handle = new capi.sqlite3_file(pointer);
      handle.$pMethods = ioMethods.pointer;
      handle.dispose();
      if (out) wasm.poke32(out, flags);
      return capi.SQLITE_OK;
    },
    xDelete: (_: number, name: number) => {
      try {
        disk?.remove(nameAt(name));
        return capi.SQLITE_OK;
      } catch {
        return capi.SQLITE_IOERR_DELETE;
      }
    },
    xAccess: (_: number, name: number, __: number, to: number) => {
      wasm.poke32(to, disk?.has(nameAt(name)) ? 1 : 0);
      return capi.SQLITE_OK;
    },
    xFullPathname: (_: number, name: number, size: number, to: number) => (wasm.cstrncpy(to, name, size) < size ? capi.SQLITE_OK : capi.SQLITE_CANTOPEN),
    xGetLastError: () => 0,
  };
  vfs.installVfs({ io: { struct: ioMethods, methods: files }, vfs: { struct: structure, methods: machine, name: NAME } } as never);

  return {
    name: NAME,
    use: (next) => {
      disk = next;
      memories = new Map();
      locks = new Map();
    },
  };
}

/** Levels: 1 shared, 2 reserved, 3 pending, 4 exclusive. */
function take(lock: FileLock, self: object, level: number): boolean {
  if (lock.exclusive && lock.exclusive !== self) return false;
  if (level >= 2 && lock.reserved && lock.reserved !== self) return false;
  if (level === 4 && [...lock.shared].some((other) => other !== self)) return false;
  lock.shared.add(self);
  if (level >= 2) lock.reserved = self;
  if (level === 4) lock.exclusive = self;
  return true;
}

function release(lock: FileLock, self: object, level: number): void {
  if (lock.exclusive === self) lock.exclusive = undefined;
  if (lock.reserved === self) lock.reserved = undefined;
  if (level === 0) lock.shared.delete(self);
}

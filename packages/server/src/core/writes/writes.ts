import type { Op } from '@bandoc/protocol';
import type { Write } from './write.ts';
import { writeAdd } from './write-add.ts';
import { writeDel } from './write-del.ts';
import { writeEdit } from './write-edit.ts';
import { writeFlag } from './write-flag.ts';
import { writeHit } from './write-hit.ts';
import { writeMod } from './write-mod.ts';
import { writeReact } from './write-react.ts';

/** What this server does, by op. */
export const writes: Readonly<Partial<Record<Op, Write>>> = {
  add: writeAdd,
  edit: writeEdit,
  del: writeDel,
  react: writeReact,
  flag: writeFlag,
  hit: writeHit,
  mod: writeMod,
};

import { type Ev, parseCursor, type ServerFrame, type Snap } from '@bandoc/protocol';
import { cursorEpochOf } from '../../../packages/server/src/core/kept-topic.ts';
import { mineTopic } from '../../../packages/server/src/core/mine.ts';
import type { Disk } from './disk.ts';

/** Watches what is told to one reader alone (invariant I14). */
export interface PrivateFrames {
  /** What one connection is told, in order; answers what is wrong. */
  listen(name: string): { sent(frame: ServerFrame): readonly string[] };
}

export function createPrivateFrames(disk: Disk, thread: string): PrivateFrames {
  const users = new Set<string>();
  const epochOf = (user: string) => cursorEpochOf(mineTopic(thread, user), disk.epoch);

  const check = (name: string, user: string | undefined, frame: Snap | Ev): string[] => {
    const epoch = frame.t === 'snap' ? parseCursor(frame.at).epoch : frame.epoch;
    if (user === undefined) return [`[I14] ${name} speaks as nobody and is told of ${frame.topic}`];
    const owner = [...users].find((one) => epochOf(one) === epoch);
    // Of an earlier epoch, the disk says nothing any more.
    if (owner === undefined) return [];
    if (owner !== user) return [`[I14] ${name} speaks as ${user} and is told what is ${owner}'s alone`];
    return frame.items.flatMap(({ id }) =>
      disk.items.has(`${mineTopic(thread, user)} ${id}`) ? [] : [`[I14] ${name} is told that ${id} is ${user}'s, which it is not`],
    );
  };

  return {
    listen: (name) => {
      let user: string | undefined;
      return {
        sent: (frame) => {
          if (frame.t === 'welcome') {
            user = frame.user?.id;
            if (user !== undefined) users.add(user);
          }
          return (frame.t === 'snap' || frame.t === 'ev') && frame.topic.startsWith('mine:') ? check(name, user, frame) : [];
        },
      };
    },
  };
}

import type { Hub } from './hub.ts';
import type { Outgoing } from './outgoing.ts';
import { mineOf, threadsOf } from './thread-feeds.ts';

/** A reaction is counted so long after it was stored, ms, and a little more for its way here; where nothing is pushed, a poll tells of it after that. */
const COUNTED = 3_000;
const TOLD = 35_000;

/** An act whose answer names no place is let go once it was counted and its reader told, or when that must have been (rule RC4). */
export function letGoLater(hub: Hub, entry: Outgoing): void {
  const { key, topic } = entry.kept;
  entry.counted = countedOf(hub, entry);
  hub.ports.timers.after(COUNTED, () => {
    entry.counted = undefined;
    for (const feed of threadsOf(hub, topic)) feed.refreshPolled();
    const mine = mineOf(hub, topic);
    if (mine && !isTold(hub, entry)) hub.live?.mend(mine, 'unsure');
    forgetTold(hub, entry);
    hub.changed(topic);
  });
  hub.ports.timers.after(TOLD, () => {
    hub.outgoing.delete(key);
    hub.changed(topic);
  });
}

/** Lets such an act go, with those like it that it followed, if it was counted and told: they are told of together. */
export function forgetTold(hub: Hub, entry: Outgoing): void {
  const { op, target } = entry.kept;
  const alike = [...hub.outgoing.values()].filter(({ kept, step }) => step === 'done' && kept.op === op && kept.target === target);
  if (alike.at(-1) !== entry || countedOf(hub, entry) === entry.counted || !isTold(hub, entry)) return;
  for (const one of alike) hub.outgoing.delete(one.kept.key);
}

/** The reactions to its comment as they are known here. */
function countedOf(hub: Hub, { kept: { topic, target = '' } }: Outgoing): string {
  return JSON.stringify(threadsOf(hub, topic).map(({ plan }) => plan.content.get(target)?.counts.reactions ?? {}));
}

/** Whether what the reader alone is told says by now what she did. */
function isTold(hub: Hub, { kept: { op, topic, target = '', kind = null } }: Outgoing): boolean {
  const mine = mineOf(hub, topic);
  if (!mine?.state.cursor) return true;
  const { reaction = null, flag = null } = mine.plan.content.get(target) ?? {};
  return op === 'react' ? reaction === kind : op !== 'flag' || flag === kind;
}

import type { Hub } from './hub.ts';
import type { Kept, Outgoing } from './outgoing.ts';
import { mineOf, threadsOf } from './thread-feeds.ts';

/**
 * The version that an edit is of (rule ED2): the one that was seen when it was written, or what the reader's own words before it became since.
 * There is none while the comment itself was not answered yet.
 */
export function versionOf(hub: Hub, { topic, target = '', if: seen }: Pick<Kept, 'topic' | 'target' | 'if'>): Pick<Kept, 'if'> {
  const held = () => threadsOf(hub, topic).map(({ plan }) => plan.content.get(target)?.v ?? -1);
  // What somebody else changed while an edit of hers is under way, she has not seen.
  const base = seen ?? editOf(hub, target)?.kept.if ?? mineOf(hub, topic)?.plan.content.get(target)?.own?.v;
  const own = [...hub.outgoing.values()].map(({ kept, item }) => ((kept.target ?? kept.key) === target && item?.v) || -1);
  const v = Math.max(...(base === undefined ? held() : [base]), ...own);
  return v < 0 ? {} : { if: v };
}

/** An edit of a comment that is not answered yet. */
export function editOf(hub: Hub, target: string): Outgoing | undefined {
  return [...hub.outgoing.values()].find(({ kept, step }) => kept.op === 'edit' && kept.target === target && (step === 'waiting' || step === 'sending'));
}

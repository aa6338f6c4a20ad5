import { mineTopic, parseTopic } from '@bandoc/protocol';
import type { Feed } from './feed.ts';
import type { Hub } from './hub.ts';
import { MineContent } from './mine-content.ts';
import { ThreadContent } from './thread-content.ts';

/** The feeds of one thread, in whatever order. */
export function threadsOf(hub: Hub, topic: string): ReadonlyArray<Feed<ThreadContent>> {
  return [...hub.feeds.values()].filter((feed): feed is Feed<ThreadContent> => feed.topic === topic && feed.plan.content instanceof ThreadContent);
}

/** What the present reader alone is told of a thread, where that is followed. */
export function mineOf(hub: Hub, topic: string): Feed<MineContent> | undefined {
  const name = mineTopic(parseTopic(topic).name);
  return [...hub.feeds.values()].find(
    (feed): feed is Feed<MineContent> => feed.topic === name && feed.plan.reader === hub.user?.id && feed.plan.content instanceof MineContent,
  );
}

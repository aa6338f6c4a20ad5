import { hash53, parseTopic } from '@bandoc/protocol';
import { deskTopic } from './desk.ts';
import { type Identity, isModerator } from './identity.ts';
import { mineTopic } from './mine.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import { readTopicName } from './source-topic.ts';

/** Whether a topic is not for everybody. */
export function isPrivate(topic: string): boolean {
  const { kind } = parseTopic(topic);
  return kind === 'mine' || kind === 'mod' || kind === 'past';
}

/** The name that a topic is kept under: of a reader's own another one for each. Refuses who may not read it (rules MN1, MO1, ED5). */
export function keptTopic(topic: string, reader: Identity | undefined, settings: Settings): string {
  const { kind, name } = readTopicName(topic);
  if (!isPrivate(topic)) return topic;
  if (!reader) throw new Refusal('auth', `topic: ${kind} is for who says hello`, { retry: 0 });
  if (kind === 'mine') return mineTopic(name, reader.id);
  if (!isModerator(reader)) throw new Refusal('denied', 'topic: for moderators alone');
  if (kind === 'mod' && topic !== deskTopic(settings)) throw new Refusal('not-found', 'topic: the desk of another site');
  return topic;
}

/** The name that a topic, named as it is kept, has on the wire. */
export function wireTopicOf(kept: string): string {
  return isPrivate(kept) ? kept.split(':').slice(0, 2).join(':') : kept;
}

/** The epoch in a topic's cursors: of a reader's own another one for each, so that nobody goes on with another's (rule MN2). */
export function cursorEpochOf(kept: string, epoch: string): string {
  return parseTopic(kept).kind === 'mine' ? `m-${hash53(`${epoch} ${kept}`).toString(36)}` : epoch;
}

import type { Ev } from '@bandoc/protocol';
import { cursorEpochOf, wireTopicOf } from './kept-topic.ts';
import { createPacer, type Pacer } from './pacer.ts';
import type { Clock, LogEvent, Timers } from './ports.ts';
import { changesOf, totalOf } from './read-topic.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

/** Gets a topic's events; all followers are handed the same array, so that a binding may serialise it once. */
export interface Follower {
  deliver(frames: readonly [Ev]): void;
}

/** Tells followers what was committed to topics, named as they are kept. A commit only marks its topic; what is told is read from the storage, which alone is the truth. */
export interface Hub {
  /** Register before reading: whatever is committed from here on is delivered (rule SB3). */
  join(topic: string, follower: Follower): Promise<void>;
  leave(topic: string, follower: Follower): void;
  /** A commit to these topics is durable. */
  mark(topics: Iterable<string>): void;
  /** An empty event at the last broadcast (rule EV4), or nothing while one with news is on its way. */
  beacon(topic: string): Promise<Ev | undefined>;
  /** Everything after `from`, whether its time has come or not; nothing new is an empty event. */
  latest(topic: string, from: number): Promise<Ev>;
  /** How many topics are followed, and of how many there are news that were not told yet. */
  topics(): { readonly followed: number; readonly waiting: number };
  close(): void;
}

interface Channel {
  readonly followers: Set<Follower>;
  /** The seq up to which followers were told; holds once `ready`. */
  told: number;
  readonly ready: Promise<void>;
  readonly pacer: Pacer;
}

interface HubPorts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly timers: Timers;
  log(event: LogEvent): void;
  told?(followers: number): void;
}

/** Of its time a server tells one topic's news in no more than this part, as long as they come often enough. */
const SHARE = 0.1;

export function createHub({ settings, storage, clock, timers, log, told }: HubPorts): Hub {
  const { tick, hotTick } = settings;
  const channels = new Map<string, Channel>();

  const eventOf = async (topic: string, from: number): Promise<Ev> => {
    const epoch = cursorEpochOf(topic, await storage.epoch());
    return storage.view(async (reader) => {
      const row = await reader.topic(topic);
      const items = await changesOf(row, from, reader, settings);
      // Too much for one event: an empty one past what they hold makes them ask (rule EV6).
      return { t: 'ev', topic: wireTopicOf(topic), epoch, from: items ? from : row.head, to: row.head, items: items ?? [], ...totalOf(row) };
    });
  };

  const flush = async (topic: string, channel: Channel) => {
    try {
      await channel.ready;
      const ev = await eventOf(topic, channel.told);
      if (ev.to === channel.told) return;
      channel.told = ev.to;
      const frames = [ev] as const;
      for (const follower of channel.followers) follower.deliver(frames);
      told?.(channel.followers.size);
    } catch (error) {
      log({ kind: 'failure', detail: 'telling followers', error });
    }
  };

  const open = (topic: string): Channel => {
    const head = storage.view(async (reader) => (await reader.topic(topic)).head);
    const channel: Channel = {
      followers: new Set(),
      told: 0,
      ready: head.then((seq) => void (channel.told = seq)),
      pacer: createPacer(
        (took) => Math.max(tick, Math.min(hotTick, took / SHARE)),
        () => flush(topic, channel),
        { clock, timers },
      ),
    };
    channels.set(topic, channel);
    return channel;
  };

  const close = (topic: string, channel: Channel) => {
    channel.pacer.close();
    channels.delete(topic);
  };

  return {
    join: async (topic, follower) => {
      const channel = channels.get(topic) ?? open(topic);
      channel.followers.add(follower);
      try {
        await channel.ready;
      } catch (error) {
        // Nobody can be told anything over a channel that does not know where it begins.
        if (channels.get(topic) === channel) close(topic, channel);
        throw error;
      }
    },
    leave: (topic, follower) => {
      const channel = channels.get(topic);
      if (channel?.followers.delete(follower) && channel.followers.size === 0) close(topic, channel);
    },
    mark: (topics) => {
      for (const topic of topics) channels.get(topic)?.pacer.mark();
    },
    beacon: async (topic) => {
      const epoch = cursorEpochOf(topic, await storage.epoch());
      const channel = channels.get(topic);
      if (!channel || channel.pacer.busy) return undefined;
      return { t: 'ev', topic: wireTopicOf(topic), epoch, from: channel.told, to: channel.told, items: [] };
    },
    latest: eventOf,
    topics: () => ({ followed: channels.size, waiting: [...channels.values()].filter(({ pacer }) => pacer.busy).length }),
    close: () => {
      for (const [topic, channel] of channels) close(topic, channel);
    },
  };
}

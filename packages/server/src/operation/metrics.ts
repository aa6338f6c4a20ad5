import { Counter, collectDefaultMetrics, Gauge, Histogram, prometheusContentType, Registry } from '@prometheus-io/client';
import type { Core, Limiter, LogEvent } from '../core/index.ts';
import { watchCore } from './watched-core.ts';

/** Counts what a server does, in the words of Prometheus; nothing in it names a topic, a user or an address. */
export interface Metrics {
  /** The core that a binding of this name is to be handed. */
  watchCore(core: Core, binding: string): Core;
  watchLimiter(limiter: Limiter): Limiter;
  /** An event went to so many followers. */
  told(followers: number): void;
  /** So many writes shared a commit, which took so many ms. */
  committed(writes: number, ms: number): void;
  /** Something happened that is for the log. */
  logged(kind: LogEvent['kind']): void;
  readonly contentType: string;
  /** All of it, as it is now. */
  text(): Promise<string>;
}

const POWERS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const TENS = [1, 10, 100, 1_000, 10_000];
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  /** Counted by one addition: the library hears of it when it is asked. */
  const tally = (name: string, help: string, label: string) => {
    const cells = new Map<string, { count: number }>();
    registry.registerMetric(
      new Counter({
        name,
        help,
        labelNames: [label],
        registers: [],
        collect() {
          this.reset();
          for (const [value, { count }] of cells) this.inc({ [label]: value }, count);
        },
      }),
    );
    return (value: string) => {
      let cell = cells.get(value);
      if (!cell) cells.set(value, (cell = { count: 0 }));
      cell.count += 1;
    };
  };
  const gauge = (name: string, help: string, read: () => number) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );

  const connections = new Gauge({ name: 'bandoc_connections', help: 'Connections that are open.', labelNames: ['binding'], registers });
  const commitWrites = new Histogram({ name: 'bandoc_commit_writes', help: 'Writes that shared one commit.', buckets: POWERS, registers });
  const commitSeconds = new Histogram({
    name: 'bandoc_commit_seconds',
    help: 'Time from the begin of a commit until it was durable.',
    buckets: SECONDS,
    registers,
  });
  const followers = new Histogram({ name: 'bandoc_event_followers', help: 'Followers that one event went to.', buckets: TENS, registers });
  const rateRefused = tally('bandoc_rate_refusals_total', 'What was refused as too often, by the setting.', 'rate');
  const counts = {
    received: tally('bandoc_frames_received_total', 'Frames that came, by kind.', 'kind'),
    sent: tally('bandoc_frames_sent_total', 'Frames that went, by kind; an event counts once for each follower.', 'kind'),
    written: tally('bandoc_puts_total', 'Writes that were answered: ok, dup, or the code of the refusal.', 'outcome'),
    read: tally('bandoc_reads_total', 'Topics that were read by GET: ok, or the code of the refusal.', 'outcome'),
    connected: (binding: string, change: 1 | -1) => connections.inc({ binding }, change),
    turnedAway: tally('bandoc_connections_refused_total', 'Connections that were refused as they came.', 'binding'),
  };
  let topics = () => ({ followed: 0, waiting: 0 });
  gauge('bandoc_topics_followed', 'Topics that anybody follows.', () => topics().followed);
  gauge('bandoc_topics_waiting', 'Followed topics with news that were not told yet: they wait for their tick.', () => topics().waiting);

  return {
    watchCore: (core, binding) => {
      topics = core.topics;
      return watchCore(core, binding, counts);
    },
    watchLimiter: (limiter) => ({
      take: (kind, key) => {
        const counted = (wait: number) => {
          if (wait) rateRefused(kind);
          return wait;
        };
        const wait = limiter.take(kind, key);
        return wait instanceof Promise ? wait.then(counted) : counted(wait);
      },
    }),
    told: (count) => followers.observe(count),
    committed: (writes, ms) => {
      commitWrites.observe(writes);
      commitSeconds.observe(ms / 1_000);
    },
    logged: tally('bandoc_log_events_total', 'What happened that is for the log, whether it was written or not.', 'kind'),
    contentType: prometheusContentType,
    text: () => registry.metrics(),
  };
}

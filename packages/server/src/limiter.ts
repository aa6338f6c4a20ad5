import { TokenBucket } from 'limiter';
import QuickLru from 'quick-lru';
import type { Limiter, Rate, Rates } from './core/index.ts';

/** Buckets of each rate that are kept at least: beyond them, the one that nobody touched for longest is taken for full. */
const KEPT = 100_000;

/** A key's bucket; until its second take only when the first was, by the monotonic clock in ms: most connections ask for one thing and then listen. */
type Kept = TokenBucket | number;

/** Keeps rates in this process's memory, a token bucket for each key, by the monotonic clock. A take that is refused costs nothing. */
export function createLimiter(rates: Rates): Limiter {
  for (const [kind, { burst, every }] of Object.entries(rates)) {
    // To the library a bucket of 0 is one without end.
    if (!(burst >= 1 && every > 0)) throw new Error(`The rate "${kind}" lets nothing through: "burst" is at least 1, "every" more than 0 ms.`);
  }
  const buckets = new Map<keyof Rates, QuickLru<string, Kept>>();

  return {
    take: (kind, key) => {
      const rate = rates[kind];
      let ofKind = buckets.get(kind);
      if (!ofKind) buckets.set(kind, (ofKind = new QuickLru({ maxSize: KEPT })));
      const kept = ofKind.get(key);
      if (kept === undefined) {
        ofKind.set(key, performance.now());
        return 0;
      }
      const bucket = typeof kept === 'number' ? bucketSince(kept, rate) : kept;
      if (bucket !== kept) ofKind.set(key, bucket);
      // What has filled between the two is the next one's to take.
      return bucket.tryRemoveTokens(rate.every) ? 0 : Math.max(1, bucket.getWaitTime(rate.every));
    },
  };
}

/** A bucket of which one was taken at a time. Its tokens are milliseconds, so that who comes when it was told to finds its place filled to the last fraction. */
function bucketSince(time: number, { burst, every }: Rate): TokenBucket {
  const bucket = new TokenBucket({ bucketSize: burst * every, tokensPerInterval: 1, interval: 1 });
  bucket.content = bucket.bucketSize - every;
  bucket.lastDrip = time;
  return bucket;
}

import { TokenBucket } from 'limiter';
import QuickLru from 'quick-lru';
import type { Limiter, Rate, Rates } from './core/index.ts';

/** Buckets of each rate that are kept at least: beyond them, the one that nobody touched for longest is taken for full. */
const KEPT = 100_000;

/** Keeps rates in this process's memory, a token bucket for each key, by the monotonic clock. A take that is refused costs nothing. */
export function createLimiter(rates: Rates): Limiter {
  for (const [kind, { burst, every }] of Object.entries(rates)) {
    // To the library a bucket of 0 is one without end.
    if (!(burst >= 1 && every > 0)) throw new Error(`The rate "${kind}" lets nothing through: "burst" is at least 1, "every" more than 0 ms.`);
  }
  const buckets = new Map<keyof Rates, QuickLru<string, TokenBucket>>();

  return {
    take: (kind, key) => {
      const rate = rates[kind];
      let ofKind = buckets.get(kind);
      if (!ofKind) buckets.set(kind, (ofKind = new QuickLru({ maxSize: KEPT })));
      let bucket = ofKind.get(key);
      if (!bucket) ofKind.set(key, (bucket = fullBucket(rate)));
      // What has filled between the two is the next one's to take.
      return bucket.tryRemoveTokens(rate.every) ? 0 : Math.max(1, bucket.getWaitTime(rate.every));
    },
  };
}

/** Its tokens are milliseconds, so that who comes when it was told to finds its place filled to the last fraction. */
function fullBucket({ burst, every }: Rate): TokenBucket {
  const bucket = new TokenBucket({ bucketSize: burst * every, tokensPerInterval: 1, interval: 1 });
  // The library's begin empty.
  bucket.content = bucket.bucketSize;
  return bucket;
}

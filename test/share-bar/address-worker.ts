import { shareAddress } from '@bandoc/share-bar/share-address';

addEventListener('message', ({ data }) => {
  // A document's own postMessage would want an origin; this is a worker's.
  (postMessage as (answer: unknown) => void)({ dom: typeof document, address: shareAddress('telegram', data) });
});

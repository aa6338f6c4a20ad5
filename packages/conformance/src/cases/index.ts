import type { Case } from '../conformance-case.ts';
import { articles } from './articles.ts';
import { changing } from './changing.ts';
import { counting } from './counting.ts';
import { deleting } from './deleting.ts';
import { features } from './features.ts';
import { following } from './following.ts';
import { frames } from './frames.ts';
import { greeting } from './greeting.ts';
import { holding } from './holding.ts';
import { hostTokens } from './host-tokens.ts';
import { knownKeys } from './known-keys.ts';
import { limits } from './limits.ts';
import { model } from './model.ts';
import { moderating } from './moderating.ts';
import { naming } from './naming.ts';
import { networkLimits } from './network-limits.ts';
import { ordering } from './ordering.ts';
import { privately } from './privately.ts';
import { properties } from './properties.ts';
import { quoting } from './quoting.ts';
import { reacting } from './reacting.ts';
import { readingOnce } from './reading-once.ts';
import { refusing } from './refusing.ts';
import { requestRefusals } from './request-refusals.ts';
import { requests } from './requests.ts';
import { slowReaders } from './slow-readers.ts';
import { snapshots } from './snapshots.ts';
import { socketIo } from './socket-io.ts';
import { streams } from './streams.ts';
import { subscribing } from './subscribing.ts';
import { surviving } from './surviving.ts';
import { threadFacts } from './thread-facts.ts';
import { webSockets } from './web-sockets.ts';
import { writing } from './writing.ts';
import { writingAuthors } from './writing-authors.ts';
import { writingRefusals } from './writing-refusals.ts';

/** All cases of the kit, in the order of PROTOCOL.md. */
export const cases: readonly Case[] = [
  ...model,
  ...features,
  ...frames,
  ...greeting,
  ...hostTokens,
  ...subscribing,
  ...readingOnce,
  ...snapshots,
  ...ordering,
  ...following,
  ...writing,
  ...knownKeys,
  ...writingRefusals,
  ...writingAuthors,
  ...quoting,
  ...naming,
  ...changing,
  ...deleting,
  ...reacting,
  ...privately,
  ...holding,
  ...moderating,
  ...threadFacts,
  ...counting,
  ...refusing,
  ...requests,
  ...requestRefusals,
  ...streams,
  ...socketIo,
  ...webSockets,
  ...slowReaders,
  ...articles,
  ...limits,
  ...networkLimits,
  ...surviving,
  ...properties,
];

export { type Core, createCore, goingDown, trusted } from './core.ts';
export { createDayOf } from './day-of.ts';
export { freshComment } from './fresh-comment.ts';
export { type Identity, isGuestId, type Rights } from './identity.ts';
export { createMemoryCore, type MemoryCorePorts } from './memory-core.ts';
export { createMemoryStorage } from './memory-storage.ts';
export { OFFERED } from './offered.ts';
export { type Peer } from './peer.ts';
export { type Clock, type CorePorts, type Ids, type Limiter, type LogEvent, type Timers, type Tokens } from './ports.ts';
export { type PublishOutcome } from './publish-articles.ts';
export { Refusal, toErr } from './refusal.ts';
export { createRounds, type Rounds } from './rounds.ts';
export {
  type ArticleRow,
  type CommentRow,
  type CountRow,
  type ItemRow,
  type LogRow,
  type MisquotedRow,
  type TopicRow,
  type Uncounted,
  type VoteRow,
} from './rows.ts';
export { type Session, type Wire } from './session.ts';
export { completeSettings, type GivenSettings, type Rate, type Rates, type Settings } from './settings.ts';
export { type CommentWindow, type ItemWindow, type QuotingWindow, type Reader, type Storage, type Transaction } from './storage.ts';
export { type StorageRule } from './storage-rule.ts';
export { storageRules } from './storage-rules.ts';

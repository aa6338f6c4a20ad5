export { type Core, createCore, goingDown, trusted } from './core.ts';
export { createDayOf } from './day-of.ts';
export { type Identity, type Rights } from './identity.ts';
export { createMemoryCore, type MemoryCorePorts } from './memory-core.ts';
export { createMemoryStorage } from './memory-storage.ts';
export { type Clock, type CorePorts, type Ids, type Limiter, type LogEvent, type Timers, type Tokens } from './ports.ts';
export { type PublishOutcome } from './publish-articles.ts';
export { Refusal, toErr } from './refusal.ts';
export { type Peer, type Session } from './session.ts';
export { completeSettings, type GivenSettings, type Rate, type Rates, type Settings } from './settings.ts';
export {
  type ArticleRow,
  type CommentRow,
  type CommentWindow,
  type CountRow,
  type Reader,
  type Storage,
  type TopicRow,
  type Transaction,
} from './storage.ts';
export { type StorageRule } from './storage-rule.ts';
export { storageRules } from './storage-rules.ts';

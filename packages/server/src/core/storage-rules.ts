import { peopleRules } from './storage-people-rules.ts';
import { readingRules } from './storage-reading-rules.ts';
import type { StorageRule } from './storage-rule.ts';
import { transactionRules } from './storage-transaction-rules.ts';

/** What makes a storage one. No test framework is needed: run each against a fresh storage, and let it throw. */
export const storageRules: readonly StorageRule[] = [...transactionRules, ...readingRules, ...peopleRules];

import type { XStatic } from 'typebox/schema';
import { hold } from './comment.ts';
import { itemId, milliseconds } from './fields.ts';

/**
 * What the paper's own system says about one article (rules AR1–AR4). `at` and `closesAt` are ms; `scopes` name its tallies and calendars; `hold`
 * is for this thread what the site's is for all.
 */
export const article = {
  type: 'object',
  properties: {
    thread: itemId,
    url: { type: 'string', maxLength: 2048 },
    title: { type: 'string', minLength: 1, maxLength: 500 },
    at: milliseconds,
    scopes: { type: 'array', items: itemId, maxItems: 16 },
    closesAt: milliseconds,
    hold,
  },
  required: ['thread', 'url', 'title', 'at', 'scopes'],
} as const;
export type Article = XStatic<typeof article>;

/** An article that is to be withdrawn: its thread stays readable by those who hold its address, its day counts one less. */
export const articleWithdrawn = {
  type: 'object',
  properties: { thread: itemId, withdrawn: { const: true } },
  required: ['thread', 'withdrawn'],
} as const;
export type ArticleWithdrawn = XStatic<typeof articleWithdrawn>;

/** One change in the body of `POST {base}/v1/articles`, which is a change or an array of them. */
export const articleChange = { anyOf: [articleWithdrawn, article] } as const;
export type ArticleChange = Article | ArticleWithdrawn;

import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { type Mark, wrapWords } from '../../packages/comment-thread/src/wrap-words.ts';

/** Marks what stands between two bars, and says it with what is selected then between two bars. */
function wrap(said: string, mark: Mark): string {
  const start = said.indexOf('|');
  const end = said.indexOf('|', start + 1) - 1;
  const text = said.slice(0, start) + said.slice(start + 1, end + 1) + said.slice(end + 2);
  const { from, to, insert, select } = wrapWords(text, start, end, mark);
  const now = text.slice(0, from) + insert + text.slice(to);
  return `${now.slice(0, select[0])}[${now.slice(...select)}]${now.slice(select[1])}`;
}

describe('marking what is selected', () => {
  it.each<[string, Mark, string]>([
    ['xin |chào| bạn', '**', 'xin **[chào]** bạn'],
    ['xin| chào |bạn', '*', 'xin *[chào]* bạn'],
    ['xin c||hào bạn', '*', 'xin *[chào]* bạn'],
    ['xin ch|ào b|ạn', '`', 'xin `[chào bạn]`'],
    ['xin chào|| bạn', '**', 'xin **[chào]** bạn'],
    ['xin  ||  bạn', '**', 'xin  **[]**  bạn'],
    ['||', '**', '**[]**'],
    ['một |hai\nba| bốn', '**', 'một **[hai\nba]** bốn'],
  ])('puts it around whole words: %s', (before, mark, after) => void expect(wrap(before, mark)).to.equal(after));

  it.each<[string, Mark, string]>([
    ['xin **|chào|** bạn', '**', 'xin [chào] bạn'],
    ['xin |**chào**| bạn', '**', 'xin [chào] bạn'],
    ['xin **|chào|** bạn', '*', 'xin ***[chào]*** bạn'],
    ['xin ***|chào|*** bạn', '*', 'xin **[chào]** bạn'],
    ['xin ***|chào|*** bạn', '**', 'xin *[chào]* bạn'],
    ['xin |`chào`| bạn', '`', 'xin [chào] bạn'],
  ])('takes away what is there already: %s', (before, mark, after) => void expect(wrap(before, mark)).to.equal(after));

  it.each<[string, Mark, string]>([
    ['||', '> ', '> []'],
    ['một\nh|a|i\nba', '- ', 'một\n[- hai]\nba'],
    ['|một\nhai|', '- ', '[- một\n- hai]'],
    ['- một\nh|a|i', '- ', '- một\n[- hai]'],
    ['- |một\n- hai|', '- ', '[một\nhai]'],
    ['> h||ai', '> ', 'h[]ai'],
  ])('stands before lines: %j', (before, mark, after) => void expect(wrap(before, mark)).to.equal(after));
});

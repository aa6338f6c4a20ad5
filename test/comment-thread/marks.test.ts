import { type Block, type Inline, parseMarks, type Span } from '@bandoc/comment-thread/marks';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { describe, it } from 'vitest';

/** A tree in short: `strong(đậm)`. */
const sayInline = (one: Inline): string =>
  one.type === 'text' ? one.text : one.type === 'link' ? `link(${one.href})` : `${one.type}(${one.type === 'code' ? one.text : sayAll(one.children)})`;
const sayAll = (all: readonly Inline[]): string => all.map(sayInline).join('');
const sayBlock = (block: Block): string =>
  block.type === 'list' ? `list[${block.items.map(sayAll).join(';')}]` : block.type === 'quote' ? `quote[${sayAll(block.children)}]` : sayAll(block.children);
const say = (text: string): string => parseMarks(text).map(sayBlock).join(' / ');

/** All words of a tree, as they stand in it. */
const wordsIn = (blocks: readonly Block[]): string => {
  const within = (one: Inline): string =>
    one.type === 'link' ? one.href : one.type === 'text' || one.type === 'code' ? one.text : one.children.map(within).join('');
  return blocks.map((block) => (block.type === 'list' ? block.items.flat() : block.children).map(within).join('')).join('');
};

const depthOf = (all: readonly Inline[]): number => Math.max(0, ...all.map((one) => ('children' in one ? 1 + depthOf(one.children) : 1)));

describe('marks', () => {
  it.each([
    ['**đậm** và *nghiêng*', 'strong(đậm) và em(nghiêng)'],
    ['gõ `npm start` nhé', 'gõ code(npm start) nhé'],
    ['kết phim: ||cả hai cùng về||.', 'kết phim: spoiler(cả hai cùng về).'],
    ['***cả hai***', 'strong(em(cả hai))'],
    ['**đậm có *nghiêng* và ||ẩn `mã`||**', 'strong(đậm có em(nghiêng) và spoiler(ẩn code(mã)))'],
    ['(**đậm**), “*nghiêng*”!', '(strong(đậm)), “em(nghiêng)”!'],
    ['**hai\ndòng**', 'strong(hai\ndòng)'],
    ['😀*vui*😀', '😀em(vui)😀'],
  ])('%s is read', (text, tree) => void expect(say(text)).to.equal(tree));

  it.each([
    'Giá 2*3*4 = 24',
    'trong*một*từ và tên_biến_dài',
    'mở ** rồi thôi',
    '**chưa đóng',
    'chưa mở**',
    '*',
    '****',
    '||||',
    'a | b || c || d',
    '**** bốn sao ****',
    '5` và 6``',
    '``hai dấu``',
    '~~gạch~~ # tiêu đề [liên kết](x)',
    '<b>đậm</b> &amp; \\thoát',
    'không > trích - không danh sách',
    '>_< >:( -18°C -một',
    '- ',
    '> ',
  ])('%s is shown as typed', (text) => void expect(say(text)).to.equal(text));

  it.each([
    ['**đậm *lệch** nghiêng*', 'strong(đậm *lệch) nghiêng*'],
    ['*Lưu ý: *giá* chưa gồm VAT', '*Lưu ý: em(giá) chưa gồm VAT'],
    ['`mã **không** đậm` **đậm**', 'code(mã **không** đậm) strong(đậm)'],
    ['*cú pháp `a*` là thế*', 'em(cú pháp code(a*) là thế)'],
    ['||ẩn **đậm|| hết', 'spoiler(ẩn **đậm) hết'],
  ])('of marks that cross, %s is read as %s', (text, tree) => void expect(say(text)).to.equal(tree));

  it.each([
    ['> một\n> hai\n\nba', 'quote[một\nhai] / ba'],
    ['một\n> *hai*\nba', 'một / quote[em(hai)] / ba'],
    ['> một\n>\n> hai', 'quote[một\n\nhai]'],
    ['> một\n\n> hai', 'quote[một] / quote[hai]'],
    ['cần:\n- **gạo**\n- mì\n\nxin cảm ơn', 'cần: / list[strong(gạo);mì] / xin cảm ơn'],
    ['- *mở\n- đóng*', 'list[*mở;đóng*]'],
    ['> > hai lần', 'quote[> hai lần]'],
    ['\n\nmột\n\n\nhai\n\n', 'một\n\n\nhai'],
    ['', ''],
    [' \n ', ''],
  ])('lines: %j', (text, tree) => void expect(say(text)).to.equal(tree));

  it.each([
    ['xem https://bao.example/a.', 'xem link(https://bao.example/a).'],
    ['(xem http://bao.example)', '(xem link(http://bao.example))'],
    ['https://vi.wikipedia.org/wiki/Huế_(thành_phố), nhé', 'link(https://vi.wikipedia.org/wiki/Huế_(thành_phố)), nhé'],
    ['**https://bao.example/a**', 'strong(link(https://bao.example/a))'],
    ['||https://bao.example||', 'spoiler(link(https://bao.example))'],
    ['HTTPS://BAO.EXAMPLE/?q=1&r=2#c-3!', 'link(HTTPS://BAO.EXAMPLE/?q=1&r=2#c-3)!'],
    ['“https://bao.example/”…', '“link(https://bao.example/)”…'],
    ['https://báo.vn/đường-dẫn/😀?', 'link(https://báo.vn/đường-dẫn/😀)?'],
    ['https://a.example\u202e/gpj', 'link(https://a.example)\u202e/gpj'],
  ])('an address that is written out is a link: %s', (text, tree) => void expect(say(text)).to.equal(tree));

  it.each([
    'javascript:alert(1)',
    'http://',
    'https://...',
    'xhttp://bao.example',
    'data:text/html,x',
    '//bao.example',
    'https://bao.example@lua.example/',
    'http:/ /x',
  ])('%s is no link', (text) => void expect(say(text)).to.equal(text));
});

const WORD = fc.stringMatching(/^[a-zăâđêôơưếộặ0-9]{1,6}$/);
const MARK = fc.constantFrom('*', '**', '***', '|', '||', '`', '``', '> ', '>', '- ', '\n', '\n\n', ' ', 'http', 'https://', '://', '(', ')', '.', '@', '😀');
const TYPED = fc.array(fc.oneof(WORD, MARK), { maxLength: 60 }).map((parts) => parts.join(''));

describe('any text', () => {
  it('is in the tree once, but for its marks, and in its order', () => {
    fc.assert(
      fc.property(TYPED, (text) => {
        const words = wordsIn(parseMarks(text));
        const bare = (all: string) => all.replace(/[*|`>\-\s]/g, '');
        expect(bare(words)).to.equal(bare(text));
        // Nothing is there that was not typed, mark or not.
        let at = -1;
        for (const char of words) {
          at = text.indexOf(char, at + 1);
          expect(at).to.be.at.least(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('without a mark is itself, whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => text.trim() !== '' && !/[*|`\n]|^[->]|\/\//.test(text)),
        (text) => void expect(parseMarks(text)).to.deep.equal([{ type: 'paragraph', children: [{ type: 'text', text }] }]),
      ),
    );
  });

  it('is a tree that is never deeper than four, with links to web pages alone', () => {
    fc.assert(
      fc.property(TYPED, (text) => {
        const blocks = parseMarks(text);
        const rows = blocks.flatMap((block) => (block.type === 'list' ? block.items : [block.children]));
        for (const row of rows) expect(depthOf(row)).to.be.at.most(4);
        for (const [href] of JSON.stringify(blocks).matchAll(/(?<="href":")[^"]*/g)) expect(new URL(href).protocol).to.match(/^https?:$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('that is written from a tree is read as that tree', () => {
    const MARKS: Record<Span, string> = { strong: '**', em: '*', spoiler: '||' };
    const write = (one: Inline): string =>
      one.type === 'text'
        ? one.text
        : one.type === 'link'
          ? one.href
          : one.type === 'code'
            ? `\`${one.text}\``
            : `${MARKS[one.type]}${one.children.map(write).join('')}${MARKS[one.type]}`;
    const leaf: fc.Arbitrary<Inline> = fc.oneof(
      WORD.map((text) => ({ type: 'text', text }) as const),
      WORD.map((text) => ({ type: 'code', text }) as const),
      WORD.map((word) => ({ type: 'link', href: `https://${word}.example/` }) as const),
    );
    const SPANS: Span[] = ['strong', 'spoiler', 'em'];
    // Words stand between, so that each mark is at the border of one.
    const row = (spans: readonly Span[]): fc.Arbitrary<Inline[]> =>
      fc
        .array(
          spans.length === 0
            ? leaf
            : fc.oneof(
                leaf,
                fc.constantFrom(...spans).chain((type) => row(spans.filter((one) => one !== type)).map((children): Inline => ({ type, children }))),
              ),
          { minLength: 1, maxLength: 4 },
        )
        .map((all): Inline[] => [
          { type: 'text', text: 'từ ' },
          ...all.flatMap((one): Inline[] => [one, { type: 'text', text: ' và ' }]),
          { type: 'text', text: 'hết' },
        ])
        .map(join);
    fc.assert(
      fc.property(row(SPANS), (children) => void expect(parseMarks(children.map(write).join(''))).to.deep.equal([{ type: 'paragraph', children }])),
      { numRuns: 1000 },
    );
  });
});

/** Texts that stand beside each other are one. */
function join(all: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const one of all) {
    const last = joined.at(-1);
    if (one.type === 'text' && last?.type === 'text') joined[joined.length - 1] = { type: 'text', text: last.text + one.text };
    else joined.push(one);
  }
  return joined;
}

describe('the scanner', () => {
  const PIECES = [
    '*',
    '**',
    '***',
    '****',
    '|',
    '||',
    '`',
    '``',
    '>',
    '> ',
    '- ',
    '\n',
    '\r\n',
    ' ',
    'a',
    '*a',
    'a*',
    '**a',
    '||a',
    '`a',
    'h',
    'http',
    'http://',
    'https://a',
    '(',
    ')',
    '*)',
    '.',
    '😀',
    'ệ',
  ];
  const REPEATED = fc
    .tuple(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 400 }))
    .map(([parts, times]) => parts.join('').repeat(times));
  const MIRRORED = fc
    .tuple(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 200 }))
    .map(([parts, times]) => parts.join('').repeat(times) + 'x' + parts.toReversed().join('').repeat(times));
  const MIXED = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 800 }).map((parts) => parts.join(''));
  const BEGUN = fc
    .tuple(fc.constantFrom('`', '*', '**', '||', '> ', '- ', '`*||**', 'http://a'), fc.oneof(REPEATED, MIXED))
    .map(([first, rest]) => `${first}${rest}`);

  it('takes at most four steps a character in 1,000 of the worst cases', () => {
    fc.assert(
      fc.property(fc.oneof(REPEATED, MIRRORED, MIXED, BEGUN), (text) => {
        const count = { steps: 0 };
        parseMarks(text, count);
        expect(count.steps, JSON.stringify(text.slice(0, 80))).to.be.at.most(4 * text.length);
      }),
      { numRuns: 1000 },
    );
  });
});

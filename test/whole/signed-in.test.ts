import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Person, signPerson } from '../../examples/newspaper/src/person-token.ts';
import { hostPage } from './host-page.ts';
import type { Paper } from './paper.ts';
import { newReader, type Reader } from './reader.ts';
import { ARTICLE, type ThreadPage, threadPage } from './thread-page.ts';
import { usePaper } from './use-paper.ts';

let paper: Paper;
usePaper((started) => (paper = started));

const TOKENS = '/tai-khoan/ma-ban-doc';
const LAN: Person = { id: 'u-lan', name: 'Phạm Thị Lan' };
const BA: Person = { id: 'u-ba', name: 'Ngô Văn Ba' };

describe('a page whose own system says who is signed in', () => {
  let reader: Reader;
  let thread: ThreadPage;
  /** Who is signed in with the paper; what it answers when nobody is. */
  let person: Person | undefined;
  let otherwise: { status: number; headers?: Record<string, string>; body?: string };
  let asked = 0;

  const open = async (server = '') => {
    const widget = `<bandoc-comment-thread thread="${ARTICLE.thread}" ${server}></bandoc-comment-thread>`;
    await reader.page.goto(await hostPage(reader.page, paper, '/thu-dang-nhap', widget, { token: TOKENS }));
    await thread.live();
  };
  const changed = () => reader.page.evaluate(() => document.dispatchEvent(new Event('bandoc-reader-changed')));
  const nameField = () => thread.thread.locator('form').first().getByRole('textbox', { name: /Tên/ });
  const signs = (name: string) => thread.thread.locator('form').first().getByText(name);

  beforeEach(async () => {
    reader = await newReader();
    thread = threadPage(reader, paper);
    person = undefined;
    otherwise = { status: 204 };
    asked = 0;
    const secret = readFileSync(join(paper.data, 'secret'), 'utf8').trim();
    await reader.page.route(`**${TOKENS}`, async (route) => {
      asked += 1;
      await route.fulfill(person ? { body: await signPerson(secret, person) } : otherwise);
    });
  });

  it('lets her write under the name that the paper knows, and asks for none', async () => {
    person = LAN;
    await open();
    await signs(LAN.name).waitFor();
    expect(await nameField().count()).toBe(0);
    await thread.write('Tôi là bạn đọc dài hạn.');
    await thread.send();
    await thread.comment('Tôi là bạn đọc dài hạn.').getByText('Đã đăng').waitFor();
    await thread.comment('Tôi là bạn đọc dài hạn.').getByText(LAN.name).waitFor();
    expect(reader.faults).toEqual([]);
  });

  it('[HS6] hears of a login and a logout without being loaded again', async () => {
    await open();
    await nameField().waitFor();
    person = BA;
    await changed();
    await signs(BA.name).waitFor();
    await thread.write('Vừa đăng nhập xong.');
    await thread.send();
    await thread.comment('Vừa đăng nhập xong.').getByText(BA.name).waitFor();
    person = undefined;
    await changed();
    await thread.write('Đăng xuất rồi, tôi là khách.', 'Khách qua đường');
    await thread.send();
    await thread.comment('Đăng xuất rồi, tôi là khách.').getByText('Khách qua đường').waitFor();
    expect(reader.faults).toEqual([]);
  });

  it.each([
    ['401', { status: 401 }],
    ['the way to a login page', { status: 302, headers: { location: '/dang-nhap' } }],
  ])('takes its reader for a guest where it answers %s', async (_, answer) => {
    otherwise = answer;
    await open();
    await thread.write(`Tôi là khách: ${answer.status}.`, 'Khách qua đường');
    await thread.send();
    await thread.comment(`Tôi là khách: ${answer.status}.`).getByText('Đã đăng').waitFor();
  });

  it('tells its author in the console where it answers something that is no token, and is read all the same', async () => {
    otherwise = { status: 200, body: '<!doctype html><title>Đăng nhập</title>' };
    await open();
    await thread.thread.getByRole('article').first().waitFor();
    expect(reader.faults).toEqual(expect.arrayContaining([expect.stringContaining(`${TOKENS}: data-token: the answer is no token (200)`)]));
  });

  it('tells no other server who reads', async () => {
    person = LAN;
    await open(`server="http://127.0.0.1:${paper.port}/bandoc"`);
    await nameField().waitFor();
    expect(asked).toBe(0);
  });
});

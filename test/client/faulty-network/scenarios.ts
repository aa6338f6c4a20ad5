import { describe, expect, it } from 'vitest';
import { createRandom } from '../../setup/random.ts';
import { agree, entriesOf, nextChange, openThread, type Reader, until } from './agreement.ts';
import { type FarNewsroom, openNewsroom, type Way } from './far-newsroom.ts';
import type { Weather } from './line-proxy.ts';

const FROZEN: Weather = { open: 'nowhere', up: { stalled: true }, down: { stalled: true } };
const HOTEL = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>Chào mừng quý khách</h1>';
const GATEWAY = 'HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>Bad Gateway</h1>';

/** Lan behind the weather, Minh beside the server, both connected. */
export async function twoReaders(newsroom: FarNewsroom): Promise<{ readonly lan: Reader; readonly minh: Reader }> {
  const lan = openThread(newsroom.far(), 'Lan');
  const minh = openThread(newsroom.near(), 'Minh');
  await Promise.all([lan.says('up'), minh.says('up')]);
  await minh.sees(lan.write('trời đẹp'));
  await lan.sees(minh.write('trời trong'));
  return { lan, minh };
}

/** What may happen to a line, the good days among it. */
const WEATHERS: readonly Weather[] = [
  {},
  {},
  FROZEN,
  { up: { stalled: true } },
  { down: { stalled: true } },
  { open: 'broken' },
  { open: 'nowhere' },
  { open: { says: GATEWAY } },
  { open: { says: HOTEL } },
  { up: { delay: 20 }, down: { delay: 20 } },
  { up: { slice: 7 }, down: { slice: 7 } },
  { down: { most: 700 } },
];

const isUnsent = ({ view }: Reader, key: string) => entriesOf(view).some(({ id, sending }) => id === key && sending !== undefined);

/** Proves what a reader may rely on whatever becomes of her line, over one binding. */
export const describeReader = (name: string, way: Way) =>
  describe(`over ${name} a reader`, () => {
    const hears = way.via !== 'http' || way.bind.stream !== undefined;

    it.concurrent('whose line is cut while she writes, again and again, says so, and every comment is there once', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      for (const how of ['broken', 'ended', 'broken'] as const) {
        const key = lan.write(`lúc ${how}`);
        newsroom.line.turn({ open: 'broken' });
        newsroom.line.cut(how);
        await lan.says('backoff');
        newsroom.line.turn({});
        await minh.sees(key);
        await lan.says('up');
      }
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('whose line is gone while she only reads is told so, and reads on when there is one', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn({ open: 'broken' });
      newsroom.line.cut();
      await lan.says('backoff');
      const key = minh.write('ở đây vẫn sáng');
      await minh.sees(key);
      newsroom.line.turn({});
      await lan.sees(key);
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('whose line breaks after every so many bytes gets through as soon as it bears enough of them', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const minh = openThread(newsroom.near(), 'Minh');
      await minh.sees(minh.write('trời trong'));
      newsroom.line.turn({ down: { most: 1 } });
      const lan = openThread(newsroom.far(), 'Lan');
      const key = lan.write('từng chút một');
      for (const most of [1, 60, 200, 350, 500, 800, 1_200]) {
        const { opened } = newsroom.line;
        newsroom.line.turn({ down: { most } });
        await until(
          () => newsroom.line.opened > opened,
          [newsroom.line],
          () => `no line that bears ${most} bytes was opened`,
        );
      }
      newsroom.line.turn({});
      await minh.sees(key);
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('[PT2] whose comment is stored, and whose line breaks before she is told, has it once', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn({ down: { stalled: true } });
      const key = lan.write('đến rồi mà không biết');
      await minh.sees(key);
      expect(isUnsent(lan, key)).toBe(true);
      newsroom.line.turn({});
      newsroom.line.cut();
      await lan.sees(key);
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('[EV4] whose line died without a word finds out by its silence, and goes on by a new one', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn(FROZEN);
      newsroom.line.turnForNew({});
      await lan.sees(minh.write('có ai ở đó không'));
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('whose line freezes and thaws before anybody noticed has missed nothing', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn(FROZEN);
      lan.write('từ trong băng');
      await minh.sees(minh.write('bên ngoài nắng'));
      newsroom.line.turn({});
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('whose line freezes until she gives it up is not confused by what arrives after the thaw', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn(FROZEN);
      lan.write('từ trong băng');
      minh.write('bên ngoài nắng');
      await lan.says('backoff');
      newsroom.line.turn({});
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('who can hear and not be heard goes on reading, and does not call sent what is not', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn({ up: { stalled: true } });
      const key = lan.write('alô');
      const heard = minh.write('nghe rõ');
      await (hears ? lan : minh).sees(heard);
      expect(isUnsent(lan, key)).toBe(true);
      expect((await newsroom.stored('cho-dem')).some(({ id }) => id === key)).toBe(false);
      newsroom.line.turn({});
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('whose line is far, and brings everything late, reads and writes', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      newsroom.line.turn({ up: { delay: 30 }, down: { delay: 30 } });
      const { lan, minh } = await twoReaders(newsroom);
      await lan.sees(lan.write('từ xa', minh.write('ai ở xa')));
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('whose line tears everything into single bytes reads and writes', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      newsroom.line.turn({ up: { slice: 1 }, down: { slice: 1 } });
      const { lan, minh } = await twoReaders(newsroom);
      await minh.sees(lan.write('từng chữ một: Ễ 👍'));
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('who finds no server waits, keeps what she writes, and sends it when there is one', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      newsroom.line.turn({ open: 'broken' });
      const lan = openThread(newsroom.far(), 'Lan');
      const minh = openThread(newsroom.near(), 'Minh');
      const key = lan.write('sẽ đến');
      await Promise.all([lan.says('backoff'), lan.fails('unreachable')]);
      newsroom.line.turn({});
      await minh.sees(key);
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent.for([
      ['a hotel that answers everything itself', HOTEL, 'unreadable'],
      ['a gateway whose server is down', GATEWAY, 'unreachable'],
    ] as const)('behind %s is not connected and says why, and is again when it lets her through', async ([, says, code], { onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn({ open: { says } });
      newsroom.line.cut();
      lan.write('đang ở khách sạn');
      const nga = openThread(newsroom.far(), 'Nga');
      await Promise.all([lan.says('backoff'), nga.fails(code)]);
      newsroom.line.turn({});
      await agree(newsroom, [lan, minh, nga]);
    });

    it.concurrent('whose server ends and begins again while her line is frozen is soon told by the new one', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn(FROZEN);
      lan.write('trước hay sau');
      await newsroom.restart();
      newsroom.line.turn({});
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('[PT2] whose every word reaches the server twice says it once', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn({ twice: true });
      newsroom.line.cut();
      for (const text of ['một', 'hai', 'ba']) await minh.sees(lan.write(text));
      await agree(newsroom, [lan, minh]);
    });

    it.concurrent('[SB4] [EV6] whom more was said to than one answer holds, while her line was frozen, has the newest of it', async ({ onTestFinished }) => {
      const newsroom = await openNewsroom(way, onTestFinished);
      const { lan, minh } = await twoReaders(newsroom);
      newsroom.line.turn(FROZEN);
      for (let i = 0; i < 220; i += 1) minh.write(`tin ${i}`);
      await minh.sees(minh.write('tin cuối'));
      newsroom.line.turn({});
      await agree(newsroom, [lan, minh]);
    });

    const seed = Number(process.env['SEED'] ?? 1);
    it.concurrent(`has everything once, and shows what everybody shows, after any weather (seed ${seed}: again with SEED=${seed})`, async ({
      onTestFinished,
    }) => {
      const random = createRandom(seed);
      const newsroom = await openNewsroom(way, onTestFinished);
      const readers = [openThread(newsroom.far(), 'Lan'), openThread(newsroom.far(), 'Nga'), openThread(newsroom.near(), 'Minh')];
      for (let i = 0; i < 40; i += 1) {
        newsroom.line.turn(random.pick(WEATHERS) ?? {});
        if (random.chance(0.4)) newsroom.line.cut(random.chance(0.5) ? 'broken' : 'ended');
        random.pick(readers)?.write(`câu ${i}`);
        await nextChange([newsroom.line, ...readers.flatMap(({ client, view }) => [client, view])]);
      }
      newsroom.line.turn({});
      await agree(newsroom, readers);
    });
  });

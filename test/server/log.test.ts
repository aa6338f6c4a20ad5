import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../packages/server/src/operation/log.ts';
import { settle } from '../setup/virtual-time.ts';
import { startServer } from './bandoc-server.ts';
import { add, createNewsroom, hello, only, sub } from './newsroom.ts';
import { ask, later, ORIGIN, post, tokens } from './standing.ts';

const keep = (level: 'debug' | 'warn' | 'silent') => {
  const written: string[] = [];
  const log = createLog(level, { write: (line) => void written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>), written };
};

describe('the log', () => {
  it('is JSON, a line each, with level, time and what happened', () => {
    const { log, written, lines } = keep('debug');
    log.event({ kind: 'refused-origin', detail: 'https://other.example', request: 'b.1', address: '203.0.113.77' });
    expect(written).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(lines()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        detail: 'https://other.example',
        request: 'b.1',
        network: '203.0.113.0/24',
        msg: 'refused-origin',
      },
    ]);
  });

  it('leaves out what is worth less than was asked for', () => {
    for (const [level, kept] of [
      ['debug', ['failure', 'refused-origin', 'bad-frame', 'connected', 'disconnected']],
      ['warn', ['failure', 'refused-origin']],
      ['silent', []],
    ] as const) {
      const { log, lines } = keep(level);
      for (const kind of ['failure', 'refused-origin', 'bad-frame', 'connected', 'disconnected'] as const) log.event({ kind });
      expect(lines().map(({ msg }) => msg)).toEqual(kept);
    }
  });

  it('tells of an address only its network, and nothing of what is none', () => {
    const { log, lines } = keep('debug');
    for (const address of ['203.0.113.77', '::ffff:203.0.113.77', '2001:db8:12:3456::/56', 'Lan', '']) log.event({ kind: 'connected', address });
    expect(lines().map(({ network }) => network)).toEqual(['203.0.113.0/24', '203.0.113.0/24', '2001:db8:12::/48', '', '']);
  });

  it('takes for a trace what has no room for words', () => {
    const { log, lines } = keep('debug');
    for (const trace of ['00-4bf92f3577b34da6a3ce929d0e0e4736-01', 'Lan đã viết', 'a b', '']) log.event({ kind: 'connected', trace });
    expect(lines().map(({ trace }) => trace)).toEqual(['00-4bf92f3577b34da6a3ce929d0e0e4736-01', undefined, undefined, undefined]);
  });

  it('tells of an error its own facts, and not what hangs on it', () => {
    const { log, lines, written } = keep('warn');
    log.event({ kind: 'failure', detail: 'sending', error: Object.assign(new RangeError('too far'), { code: 'E_FAR', text: 'Hay quá' }) });
    log.event({ kind: 'failure', error: 'Hay quá' });
    expect(lines()[0]).toMatchObject({ detail: 'sending', error: { name: 'RangeError', message: 'too far', code: 'E_FAR', stack: expect.any(String) } });
    expect(lines()[1]).toMatchObject({ error: { message: 'string' } });
    expect(written.join()).not.toContain('Hay');
  });
});

describe('what the core logs', () => {
  it('names the connection, its network and the trace that its page asked for', async () => {
    const { dial, log } = createNewsroom();
    const page = dial({ address: '203.0.113.7' });
    await page.say(hello({ trace: 'abc.1' }));
    await page.say({ t: 'sub', id: 1 });
    page.session.close();
    const about = { address: '203.0.113.7', trace: 'abc.1', request: log[0]?.request };
    expect(log).toEqual([{ kind: 'connected', ...about }, expect.objectContaining({ kind: 'bad-frame', ...about }), { kind: 'disconnected', ...about }]);
    expect(about.request).toBeTruthy();
  });

  it('names the request of a failure over HTTP likewise', async () => {
    const fault = new Error('on purpose');
    const newsroom = createNewsroom();
    const { core, log } = createNewsroom({}, { storage: { ...newsroom.ports.storage, transact: () => Promise.reject(fault) } });
    const frames = [hello({ guest: { name: 'Lan' }, trace: 'abc.2' }), add('a', 'Hay')];
    expect(only('err', await core.post(frames, undefined, { address: '203.0.113.7', id: 'r-1' }))).toMatchObject({ code: 'internal' });
    await settle();
    expect(log).toContainEqual({ kind: 'failure', detail: 'answering a request', error: fault, address: '203.0.113.7', request: 'r-1', trace: 'abc.2' });
  });
});

describe('bandoc-server', () => {
  it('never writes a token, a word of a comment or a name into its log, whatever it is sent', async () => {
    const server = await startServer(['--log-level=debug']);
    const { base, origin } = server;
    const host = await tokens.issueHost(['articles', 'import']);
    const frames = [
      hello({ guest: { name: 'Lan Anh' } }),
      add('a', 'Lời kín'),
      add('a', 'Lời kín', { key: 'short' }),
      add('a', 'Lời kín', { data: { name: 'Lan Anh' } }),
    ];
    const { body } = await post(`${base}/v1/frames`, frames);
    await post(`${base}/v1/frames`, [hello({ auth: `${host}x` }), sub('thread:a', { since: 'Lời kín' })]);
    await post(`${base}/v1/frames`, '{"text": "Lời kín');
    await post(`${base}/v1/frames`, { 'Lời kín': host }, { authorization: `Bearer ${host}` });
    await post(`${base}/v1/articles`, { thread: 'Lời kín' }, { authorization: `Bearer ${host}` });
    await ask(`${base}/v1/t/thread:a?page=${encodeURIComponent('Lời kín')}`);
    await post(`${base}/v1/frames`, [hello()], { origin: 'https://other.example' });
    const socket = io(origin, { path: '/bandoc/v1/io', transports: ['websocket'], extraHeaders: { origin: ORIGIN } });
    later(() => void socket.disconnect());
    const answered = new Promise((resolve) => socket.on('frames', ([frame]) => frame.code === 'bad-frame' && resolve(frame)));
    socket.emit('frames', [hello({ auth: body[0].auth, trace: 'Lời kín' }), { t: 'put', id: 3, 'Lời kín': 'Lan Anh', data: 'Lời kín' }]);
    await answered;
    socket.disconnect();
    await server.said('disconnected');
    const said = new Set(server.lines().map(({ msg }) => msg));
    expect([...said]).toEqual(expect.arrayContaining(['listening', 'refused-origin', 'connected', 'bad-frame', 'disconnected']));
    const all = server.out() + server.err();
    for (const secret of ['kín', 'Lan', host, host.slice(-20), body[0].auth, body[0].auth.slice(-20)]) expect(all).not.toContain(secret);
    expect(all).not.toContain('127.0.0.1');
  });

  it('says at its start that its limits are off, and keeps none', async () => {
    const server = await startServer(['--limits=off']);
    expect(await server.said('limits are off: no rates are kept, and no numbers of connections')).toMatchObject({ level: 'warn' });
    const adds = Array.from({ length: 19 }, (_, i) => add('a', `Lời ${i}`));
    const { body } = await post(`${server.base}/v1/frames`, [hello({ guest: { name: 'Lan' } }), ...adds]);
    expect(body.slice(1).map(({ t }: { t: string }) => t)).toEqual(adds.map(() => 'ok'));
  });
});

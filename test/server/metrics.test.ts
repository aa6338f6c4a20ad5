import { get } from 'node:http';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createMetrics, type Metrics } from '../../packages/server/src/operation/metrics.ts';
import { startServer } from './bandoc-server.ts';
import { add, freshKey, hello, sub } from './newsroom.ts';
import { ask, later, ORIGIN, post, type Standing, stand } from './standing.ts';

/** Every sample of ours, by its name and labels. */
async function samplesOf(metrics: Metrics): Promise<Record<string, number>> {
  const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith('bandoc_'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

/** Looks again each time that something may have come. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

async function standCounted(options: Parameters<typeof stand>[0] = {}): Promise<Standing & { metrics: Metrics; samples(): Promise<Record<string, number>> }> {
  const metrics = createMetrics();
  return { ...(await stand({ ...options, metrics })), metrics, samples: () => samplesOf(metrics) };
}

const openSocket = (standing: Standing, headers = {}) =>
  new Promise<WebSocket>((resolve, reject) => {
    const socket = new WebSocket(`${standing.base.replace('http', 'ws')}/v1/ws`, 'bandoc.v1', { headers });
    later(() => socket.terminate());
    socket.once('open', () => resolve(socket)).once('error', reject);
  });

describe('the metrics', () => {
  it('count connections by binding, as they come and go', async () => {
    const standing = await standCounted({ settings: { connectionsPerAddress: 3 } });
    const { origin, base, samples } = standing;
    const socket = await openSocket(standing);
    const other = io(origin, { path: '/bandoc/v1/io', transports: ['websocket'], forceNew: true, reconnection: false });
    later(() => void other.disconnect());
    const stream = get(`${base}/v1/stream?t=thread:a`, { agent: false });
    later(() => void stream.destroy());
    await new Promise((resolve) => stream.once('response', resolve));
    const open = async () => {
      const all = await samples();
      return ['web-socket', 'socket-io', 'stream'].map((binding) => all[`bandoc_connections{binding="${binding}"}`]);
    };
    await until(async () => String(await open()) === '1,1,1');
    const refused = await openSocket(standing);
    await new Promise((resolve) => refused.once('close', resolve));
    expect(await open()).toEqual([1, 1, 1]);
    expect((await samples())['bandoc_connections_refused_total{binding="web-socket"}']).toBe(1);
    socket.close();
    other.disconnect();
    stream.destroy();
    await until(async () => String(await open()) === '0,0,0');
  });

  it('count frames by kind, writes by outcome, refusals by rate, commits and what followers are told', async () => {
    const standing = await standCounted({ settings: { rates: { add: { burst: 2, every: 60_000 } } } });
    const { base, samples } = standing;
    const reader = await openSocket(standing);
    const heard = new Promise((resolve) => reader.on('message', (data) => (data as Buffer).toString().includes('"ev"') && resolve(data)));
    reader.send(JSON.stringify([hello(), sub('thread:a'), { t: 'dance' }, 7]));
    await until(async () => (await samples())['bandoc_frames_sent_total{kind="snap"}'] === 1);
    const key = freshKey();
    const frames = [hello({ guest: { name: 'Lan' } }), add('a', 'Hay', { key }), add('a', 'Hay', { key }), add('a', ''), add('a', 'Hay'), add('a', 'Hay')];
    await post(`${base}/v1/frames`, frames);
    await post(`${base}/v1/frames`, [add('a', 'Hay')]);
    await ask(`${base}/v1/t/thread:a`);
    await ask(`${base}/v1/t/thread:a?since=x`);
    await heard;
    const all = await samples();
    expect(all).toMatchObject({
      'bandoc_frames_received_total{kind="hello"}': 2,
      'bandoc_frames_received_total{kind="put"}': 6,
      'bandoc_frames_received_total{kind="other"}': 2,
      'bandoc_frames_sent_total{kind="ev"}': 1,
      'bandoc_puts_total{outcome="dup"}': 1,
      'bandoc_puts_total{outcome="auth"}': 1,
      'bandoc_rate_refusals_total{rate="add"}': all['bandoc_puts_total{outcome="rate"}'],
      'bandoc_reads_total{outcome="ok"}': 1,
      'bandoc_reads_total{outcome="bad-frame"}': 1,
      bandoc_topics_followed: 1,
      'bandoc_event_followers_bucket{le="1"}': 1,
    });
    expect(all['bandoc_puts_total{outcome="ok"}']).toBeGreaterThan(0);
    expect(all['bandoc_commit_writes_count']).toBeGreaterThan(0);
    expect(all['bandoc_commit_seconds_sum']).toBeGreaterThan(0);
    expect((await standing.metrics.text()).split('\n')).toContainEqual(expect.stringMatching(/^nodejs_eventloop_lag_p99_seconds \d/));
  });

  it('have no more lines, whoever says what about whichever topic', async () => {
    const standing = await standCounted({
      settings: { badFrames: 1_000, rates: { add: { burst: 1_000, every: 1 }, 'guest-add': { burst: 1_000, every: 1 } } },
    });
    const { base, samples } = standing;
    const rage = async (round: number) => {
      for (let i = 0; i < 5; i += 1) {
        const name = `${round}-${i}`;
        const frames = [hello({ guest: { name } }), add(name, 'Hay'), add(name, ''), { t: name }, { t: 'put', id: 1, op: name }, { t: '__proto__' }, name];
        await post(`${base}/v1/frames`, frames, { 'x-forwarded-for': `203.0.113.${i}` });
        await ask(`${base}/v1/t/thread:${name}`);
        await ask(`${base}/v1/t/${name}`);
      }
      return Object.keys(await samples()).sort();
    };
    const first = await rage(1);
    expect(await rage(2)).toEqual(first);
    expect(first.join('\n')).not.toMatch(/1-\d|203\.0/);
  });
});

describe('bandoc-server', () => {
  it('serves its metrics on the port for operators alone, and only where one is asked for', async () => {
    const plain = await startServer();
    expect(plain.lines().at(-1)).not.toHaveProperty('operatorPort');
    expect(await fetch(`${plain.origin}/metrics`)).toMatchObject({ status: 404 });
    const { origin, base, ...server } = await startServer(['--operator-port=0']);
    const operator = `http://127.0.0.1:${String((await server.said('listening'))['operatorPort'])}`;
    await fetch(`${base}/v1/frames`, { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: `${ORIGIN}.evil` }, body: '[]' });
    const answer = await fetch(`${operator}/metrics`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await answer.text()).toMatch(/^bandoc_log_events_total\{kind="refused-origin"\} 1$/m);
    for (const [address, status] of [
      [`${origin}/metrics`, 404],
      [`${operator}/other`, 404],
      [`${operator}/healthz`, 200],
      [`${operator}/readyz`, 200],
    ] as const)
      expect((await fetch(address)).status, address).toBe(status);
  });
});

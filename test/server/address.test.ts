import type { IncomingMessage } from 'node:http';
import { createAddressOf } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { ask, stand } from './standing.ts';

/** A request that came over a connection from there. */
const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

/** Whether a second request with another header is still within the rate of the first. */
async function countsApart(options: Parameters<typeof stand>[0]): Promise<boolean> {
  const { base } = await stand({ ...options, settings: { rates: { get: { burst: 1, every: 60_000 } } } });
  const status = async (forwarded: string) => (await ask(`${base}/v1/t/thread:a`, { headers: { 'x-forwarded-for': forwarded } })).status;
  expect([await status('203.0.113.1'), await status('203.0.113.1')]).toEqual([200, 429]);
  return (await status('203.0.113.2')) === 200;
}

describe('the address that limits count by', () => {
  it('[LM10] is the other end’s, whatever a request says of itself', async () => {
    expect(createAddressOf()(from('192.0.2.7', '203.0.113.1'))).toBe('192.0.2.7');
    expect(createAddressOf(['10.0.0.0/8'])(from('192.0.2.7', '203.0.113.1, 10.0.0.1'))).toBe('192.0.2.7');
    expect(await countsApart({})).toBe(false);
    expect(await countsApart({ addressOf: createAddressOf(['192.0.2.1']) })).toBe(false);
  });

  it('[LM10] is the one that a configured proxy tells, and not what was forged before it', async () => {
    const addressOf = createAddressOf(['loopback', '10.0.0.0/8']);
    expect(addressOf(from('127.0.0.1', '203.0.113.1'))).toBe('203.0.113.1');
    expect(addressOf(from('::ffff:10.1.2.3', '198.51.100.1, 203.0.113.1, 10.9.9.9'))).toBe('203.0.113.1');
    expect(addressOf(from('::1'))).toBe('::/56');
    expect(await countsApart({ addressOf })).toBe(true);
  });

  it('[LM10] is a network of 56 bits in IPv6, and plain where IPv4 is written as IPv6', () => {
    const addressOf = createAddressOf();
    const home = addressOf(from('2001:db8:1:2f00::1'));
    expect(addressOf(from('2001:db8:1:2fff:aaaa:bbbb:cccc:dddd'))).toBe(home);
    expect(addressOf(from('2001:db8:1:3000::1'))).not.toBe(home);
    expect(addressOf(from('::ffff:192.0.2.7'))).toBe('192.0.2.7');
  });

  it('is something, whatever a proxy passes on', () => {
    const addressOf = createAddressOf(['loopback']);
    expect(addressOf(from('127.0.0.1', 'unknown'))).toBe('');
    expect(addressOf(from('127.0.0.1', 'x'.repeat(5_000)))).toBe('');
    expect(addressOf(from(undefined, '203.0.113.1'))).toBe('');
  });

  it('is refused a proxy that is no address', () => {
    expect(() => createAddressOf(['10.0.0.0/99'])).toThrow();
    expect(() => createAddressOf(['the proxy'])).toThrow();
  });
});

import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientAddress } from '../../packages/server/src/client-address.ts';
import { add, freshKey, hello } from './newsroom.ts';
import { post, stand } from './standing.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the address of a request', () => {
  it('is the other end of its socket where no proxy is trusted, whatever its headers say', () => {
    const addressOf = createClientAddress([]);
    expect(addressOf(from('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7');
    expect(addressOf(from('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1');
    expect(addressOf(from(undefined, '198.51.100.1'))).toBe('');
  });

  it('is what a trusted proxy heard, and not what was forged before it', () => {
    const addressOf = createClientAddress(['127.0.0.1', '10.0.0.0/8', '2001:db8:ffff::/48']);
    expect(addressOf(from('127.0.0.1', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(from('::ffff:127.0.0.1', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(from('127.0.0.1', '1.1.1.1, 10.9.9.9, 198.51.100.1, 10.0.0.1'))).toBe('198.51.100.1');
    expect(addressOf(from('2001:db8:ffff::1', '2001:db8::5'))).toBe('2001:db8::5');
    expect(addressOf(from('2001:db8:fffe::1', '2001:db8::5'))).toBe('2001:db8:fffe::1');
    expect(addressOf(from('203.0.113.7', '198.51.100.1'))).toBe('203.0.113.7');
  });

  it('is the last proxy that is known where the header says nothing that is an address', () => {
    const addressOf = createClientAddress(['127.0.0.1', '10.0.0.0/8']);
    for (const forwarded of [undefined, '', 'unknown', '198.51.100.1, x', ', ,', '198.51.100.1:443'])
      expect(addressOf(from('127.0.0.1', forwarded)), forwarded).toBe('127.0.0.1');
    expect(addressOf(from('127.0.0.1', 'x, 10.0.0.7'))).toBe('10.0.0.7');
  });

  it('[LM7] is what guests are counted by: a forged header draws nobody a fresh allowance', async () => {
    const write = async (trustedProxies: string[], forwarded: string[]) => {
      const { base } = await stand({ trustedProxies, settings: { rates: { 'guest-add': { burst: 1, every: 60_000 } } } });
      const codes: string[] = [];
      for (const address of forwarded) {
        const frames = [hello({ guest: { name: 'Lan' } }), add('a', 'Hay', { key: freshKey() })];
        const { body } = await post(`${base}/v1/frames`, frames, { 'x-forwarded-for': address });
        codes.push(body[1].code ?? body[1].t);
      }
      return codes;
    };
    expect(await write([], ['198.51.100.1', '198.51.100.2'])).toEqual(['ok', 'rate']);
    expect(await write(['127.0.0.0/8'], ['198.51.100.1', '198.51.100.2', '198.51.100.3, 198.51.100.2'])).toEqual(['ok', 'ok', 'rate']);
  });
});

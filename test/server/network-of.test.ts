import { createAddressOf } from '@bandoc/server';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../packages/server/src/network-of.ts';
import { add, freshKey, hello } from './newsroom.ts';
import { post, stand } from './standing.ts';

describe('[LM7] an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['0000:0000:0000:0000:0000:ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2a00::1', '2001:db8:1:2a00::/56'],
    ['2001:0DB8:0001:2aff:ffff:ffff:ffff:ffff', '2001:db8:1:2a00::/56'],
    ['2001:db8:1:2b00::1', '2001:db8:1:2b00::/56'],
    ['fe80::1%eth0', 'fe80::/56'],
    ['::1', '::/56'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('that is none is counted with all others that are none', () => {
    for (const forged of [
      '',
      'unknown',
      '203.0.113.7, 198.51.100.1',
      '203.0.113.7:443',
      '[::1]',
      '2001:db8::1::2',
      '1.2.3.4.5',
      '::ffff:1.2.3.256',
      ' ',
      '2001:db8::/56',
    ])
      expect(networkOf(forged)).toBe('');
  });

  it('shares its limits with its whole network, in whatever form it is said', async () => {
    const { base } = await stand({
      settings: { rates: { 'guest-add': { burst: 1, every: 60_000 } } },
      addressOf: createAddressOf(['loopback']),
    });
    const codeFrom = async (address: string) => {
      const { body } = await post(`${base}/v1/frames`, [hello({ guest: { name: 'Lan' } }), add('a', 'Hay', { key: freshKey() })], {
        'x-forwarded-for': address,
      });
      return body[1].code ?? body[1].t;
    };
    expect(await codeFrom('203.0.113.7')).toBe('ok');
    expect(await codeFrom('::ffff:203.0.113.7')).toBe('rate');
    expect(await codeFrom('::ffff:cb00:7108')).toBe('ok');
    expect(await codeFrom('2001:db8:0:100::1')).toBe('ok');
    expect(await codeFrom('2001:db8:0:1ff:1:2:3:4')).toBe('rate');
    expect(await codeFrom('2001:db8:0:200::1')).toBe('ok');
  });
});

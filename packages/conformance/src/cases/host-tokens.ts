import { SignJWT } from 'jose';
import type { Case } from '../conformance-case.ts';
import { demand, demandThat, Unproven } from '../demand.ts';
import { asErr, asWelcome } from '../frames.ts';
import { greet } from '../nobody.ts';
import { type Claims, signToken, unsignedToken } from '../tokens.ts';
import type { Trial } from '../trial.ts';

/** Tokens: rules TK1 to TK4. */
export const hostTokens: readonly Case[] = [
  {
    id: 'TK1.good',
    force: 'MUST',
    says: 'A token signed by HS256 with sub, aud and exp verifies, also where aud has several.',
    usually: 'More claims are demanded than the protocol asks for, or aud is compared as a text; or welcome does not say who the user is.',
    over: ['http', 'ws', 'io'],
    run: async (trial) => {
      const sub = `kit-${trial.key()}`;
      demand(asWelcome(await greet(trial, { auth: await trial.token({ sub }) })), { user: { id: sub } }, 'aud is the site');
      demand(asWelcome(await greet(trial, { auth: await trial.token({ sub, aud: ['kit-other', trial.site] }) })), { user: { id: sub } }, 'aud has the site');
    },
  },
  refused('TK1.expired', 'A token whose exp passed two minutes ago does not verify.', 'exp is not looked at.', { life: -120 }),
  refused('TK1.no-exp', 'A token without exp does not verify.', 'Libraries take a missing exp for "never".', { life: undefined }),
  refused('TK1.too-long', 'A token whose exp lies a month ahead does not verify.', 'Only its past is looked at, not how far ahead it lies.', {
    life: 30 * 86_400,
  }),
  refused('TK1.other-aud', 'A token for another site does not verify.', 'aud is not compared.', { aud: 'kit-other' }),
  refused('TK1.no-aud', 'A token without aud does not verify.', 'Libraries compare aud only where it is there.', { aud: undefined }),
  refused('TK1.no-sub', 'A token without sub does not verify.', 'The id becomes undefined or null, and all such readers one.', { sub: undefined }),
  {
    id: 'TK1.other-secret',
    force: 'MUST',
    says: 'A token signed with another secret does not verify.',
    usually: 'The token is decoded, and not verified.',
    over: ['http'],
    run: async (trial) => {
      const claims = { sub: 'kit-lan', aud: trial.site, life: 300 };
      await verifiesNot(trial, await signToken(claims, `${trial.secret} and not`));
    },
  },
  {
    id: 'TK1.unsigned',
    force: 'MUST',
    says: 'A token that says of itself that it is not signed does not verify.',
    usually: 'The algorithm is taken from the token’s header.',
    over: ['http'],
    run: (trial) => verifiesNot(trial, unsignedToken({ sub: 'kit-lan', aud: trial.site, exp: Math.floor(Date.now() / 1_000) + 300 })),
  },
  {
    id: 'TK1.other-algorithm',
    force: 'MUST',
    says: 'A token signed with the right secret by another algorithm (HS512) does not verify.',
    usually: 'The algorithm is taken from the token’s header.',
    over: ['http'],
    run: async (trial) => {
      const claims = { sub: 'kit-lan', aud: trial.site, life: 300 };
      await verifiesNot(trial, await signToken(claims, trial.secret.padEnd(64, trial.secret), { alg: 'HS512' }));
      await verifiesNot(trial, await signToken(claims, trial.secret, { alg: 'HS512' }));
    },
  },
  {
    id: 'TK1.changed',
    force: 'MUST',
    says: 'A token whose claims were changed after it was signed does not verify.',
    usually: 'The token is decoded, and not verified.',
    over: ['http'],
    run: async (trial) => {
      const [head, , signature] = (await trial.token({ sub: 'kit-lan' })).split('.');
      const claims = Buffer.from(JSON.stringify({ sub: 'kit-minh', aud: trial.site, exp: Math.floor(Date.now() / 1_000) + 300 })).toString('base64url');
      await verifiesNot(trial, `${head}.${claims}.${signature}`);
    },
  },
  {
    id: 'TK2.who',
    force: 'MUST',
    says: 'sub is the reader’s id and name signs what she writes.',
    usually: 'Ids are numbers of the server’s own, or the name is taken from the page.',
    over: ['http', 'ws', 'io'],
    run: async (trial) => {
      const sub = `kit-${trial.key()}`;
      const lan = await trial.reader({ sub, name: 'Lan Ở Báo' });
      demand((await lan.add(await trial.thread(), 'một')).item.author, { id: sub, name: 'Lan Ở Báo' }, 'the author is as the token says');
    },
  },
  {
    id: 'TK2.roles',
    force: 'MUST',
    says: 'Of roles only moderator and staff count; other words and what is no array say nothing.',
    usually: 'All roles of the token are handed on, or none is said in welcome.user, or a check such as "includes" is done on a text.',
    over: ['http'],
    run: async (trial) => {
      const rolesOf = async (roles: unknown) => asWelcome(await greet(trial, { auth: await trial.token({ roles } as Claims) })).user?.roles ?? [];
      const many = await rolesOf(['moderator', 'staff', 'admin', 'import', 5, null]);
      demandThat(
        many.includes('moderator') && many.includes('staff') && !many.includes('admin') && !many.includes('import'),
        many,
        'welcome.user.roles are moderator and staff, and no other',
      );
      for (const odd of ['moderator', { moderator: true }, 5, [['moderator']]]) {
        const roles = await rolesOf(odd);
        demandThat(!roles.includes('moderator'), roles, `roles ${JSON.stringify(odd)} say nothing`);
      }
    },
  },
  {
    id: 'TK2.rights',
    force: 'MUST',
    says: 'rights that are no array give no right.',
    usually: 'A check such as "includes" or strpos is done on a text.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      for (const rights of ['import', { import: true }, 1]) {
        const [answer] = await trial.post([trial.add(topic, 'một', { name: 'Ai Đó' })], await trial.token({ name: 'Lan', rights } as unknown as Claims));
        demand(asErr(answer), { code: 'denied' }, `rights ${JSON.stringify(rights)} give none`);
      }
    },
  },
  {
    id: 'TK2.badges',
    force: 'MUST',
    says: 'Of badges the first 4 count that match [a-z][a-z0-9-]{0,23}.',
    usually: 'Badges are shown as they come, markup included.',
    over: ['http'],
    feat: ['badges'],
    run: async (trial) => {
      const badges = ['Big', 'an-ba-1', '<b>', 5, '9x', 'x'.repeat(25), 'hai', 'y'.repeat(24), null, 'bon', 'nam'];
      const lan = await trial.reader({ badges });
      const { author } = (await lan.add(await trial.thread(), 'một')).item;
      const own = (author?.badges ?? []).filter((badge) => badge !== 'author');
      demand(own, ['an-ba-1', 'hai', 'y'.repeat(24), 'bon'], 'four of them');
    },
  },
  {
    id: 'TK2.avatar',
    force: 'MUST',
    says: 'An avatar counts that is an https address of at most 500 characters; any other says nothing.',
    usually: 'Any text becomes the src of an image, javascript: and trackers without TLS included.',
    over: ['http'],
    feat: ['badges'],
    run: async (trial) => {
      const topic = await trial.thread();
      const avatarOf = async (avatar: unknown) => (await (await trial.reader({ avatar })).add(topic, 'một')).item.author?.avatar;
      const good = 'https://bao.example/lan.png';
      demand(await avatarOf(good), good, 'an https address');
      for (const avatar of ['http://bao.example/lan.png', 'javascript:alert(1)', `https://bao.example/${'x'.repeat(500)}`, 5, ['https://bao.example/']])
        demand(await avatarOf(avatar), undefined, `${JSON.stringify(avatar).slice(0, 40)} says nothing`);
    },
  },
  {
    id: 'TK3.no-role',
    force: 'MUST',
    says: 'A guest’s token gives no role of the newsroom.',
    usually: 'Guests are accounts of the paper with its roles by default.',
    feat: ['guest'],
    over: ['http'],
    run: async (trial) => {
      const { user } = asWelcome(await greet(trial, { guest: { name: 'Lan' }, roles: ['moderator'] }));
      demandThat(!user?.roles.some((role) => role === 'moderator' || role === 'staff'), user, 'neither moderator nor staff');
    },
  },
  {
    id: 'TK3.guests-id',
    force: 'MUST',
    says: 'A token that a host signs with a guest’s id does not verify.',
    usually: 'Any sub is taken, so that a page which signs for its readers speaks for any guest.',
    feat: ['guest'],
    over: ['http'],
    run: async (trial) => {
      const { user } = asWelcome(await greet(trial, { guest: { name: 'Lan' } }));
      await verifiesNot(trial, await trial.token({ sub: user?.id, name: 'Lan' }));
    },
  },
  {
    id: 'TK3.own-key',
    force: 'MUST',
    says: 'A guest’s token is none that the host’s secret signs, under whatever header.',
    usually: 'Guests’ tokens are signed with the secret of hosts: derive a key for them (HKDF), or draw one.',
    feat: ['guest'],
    over: ['http'],
    run: async (trial) => {
      const { auth = '' } = asWelcome(await greet(trial, { guest: { name: 'Lan' } }));
      const [head = '', claims = ''] = auth.split('.');
      const [header, said] = [readPart(head), readPart(claims)];
      if (header === undefined || said === undefined) return;
      const forged = await new SignJWT({ ...said, name: 'Minh' }).setProtectedHeader({ ...header, alg: 'HS256' }).sign(new TextEncoder().encode(trial.secret));
      await verifiesNot(trial, forged);
    },
  },
  {
    id: 'TK4.longest',
    force: 'MUST',
    says: 'A token of nearly 4,096 bytes verifies, and one of more is refused.',
    usually: 'The header’s or the column’s limit is smaller, or there is none.',
    over: ['http', 'ws', 'io'],
    run: async (trial) => {
      const padded = (letters: number) => trial.token({ sub: 'kit-lan', pad: 'x'.repeat(letters) } as Claims);
      const good = await padded(2_850);
      if (good.length > 4_096) throw new Unproven('its tokens are longer than it reckoned with');
      asWelcome(await greet(trial, { auth: good }));
      asErr(await greet(trial, { auth: await padded(4_000) }));
    },
  },
  {
    id: 'TK4.address',
    force: 'MUST',
    says: 'A token in an address speaks for nobody.',
    usually: 'Tokens are taken from the query as well, and lie in every log.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const auth = await trial.token({ name: 'Lan' });
      for (const name of ['auth', 'token', 'access_token']) await trial.send('POST', `v1/frames?${name}=${auth}`, [trial.add(topic, 'một')]);
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
  {
    id: 'TK4.bearer',
    force: 'MUST',
    says: 'A token that does not verify in Authorization writes nothing, and is answered auth.',
    usually: 'What does not verify is taken for a guest; or retry: 0 is missing, by which a page knows that a fresh token helps.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const { status, body } = await trial.send('POST', 'v1/frames', [trial.add(topic, 'một')], { authorization: 'Bearer nonsense' });
      const [answer] = Array.isArray(body) ? (body as readonly unknown[]) : [body];
      demand([status === 200 || status === 401, answer], [true, { t: 'err', code: 'auth', retry: 0 }], 'it is refused');
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
];

function refused(id: string, says: string, usually: string, claims: Claims): Case {
  return { id, force: 'MUST', says, usually, over: ['http'], run: async (trial) => verifiesNot(trial, await trial.token(claims)) };
}

async function verifiesNot(trial: Trial, auth: string): Promise<void> {
  demand(await greet(trial, { auth }), { t: 'err', code: 'auth', retry: 0 }, 'the token does not verify');
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

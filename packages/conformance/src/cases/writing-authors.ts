import type { Case } from '../conformance-case.ts';
import { demand } from '../demand.ts';
import { rowsOf } from '../frames.ts';
import { EACH } from '../ways.ts';

/** Who wrote a comment, as everybody sees her: rule PT15. */
export const writingAuthors: readonly Case[] = [
  {
    id: 'PT15.token',
    force: 'MUST',
    says: 'A comment’s author has the badges and the avatar of the token, and of its roles `staff` and `moderator`.',
    usually: 'The claims are read for rights only.',
    over: EACH,
    feat: ['badges'],
    run: async (trial) => {
      const topic = await trial.thread();
      const avatar = 'https://bao.example/lan.png';
      const lan = await trial.reader({ badges: ['tac-gia'], avatar, roles: ['staff', 'moderator', 'king'] });
      const { item } = await lan.add(topic, 'một');
      const badges = (came: unknown) => Array.isArray(came) && ['tac-gia', 'staff', 'moderator'].every((one) => came.includes(one)) && !came.includes('king');
      demand(item, { author: { id: lan.id, avatar, badges } }, 'the ok has them');
      demand(rowsOf(await trial.read(topic)), [{ author: { avatar, badges } }], 'and everybody sees them');
    },
  },
  {
    id: 'PT15.then',
    force: 'MUST',
    says: 'A comment keeps what the token said when it was written, whatever the next token of the same reader says.',
    usually: 'The author is joined from a table of readers that the last token wrote.',
    over: ['http'],
    feat: ['badges'],
    run: async (trial) => {
      const topic = await trial.thread();
      const sub = `kit-${trial.key()}`;
      const { item } = await (await trial.reader({ sub, badges: ['tac-gia'] })).add(topic, 'một');
      const second = await (await trial.reader({ sub })).add(topic, 'hai');
      demand(second.item.author?.badges?.includes('tac-gia') ?? false, false, 'the second has no badge');
      const first = rowsOf(await trial.read(topic)).find(({ id }) => id === item.id);
      demand(first, { author: { badges: (came: unknown) => (came as string[] | undefined)?.includes('tac-gia') } }, 'the first keeps it');
    },
  },
  {
    id: 'PT15.page',
    force: 'MUST',
    says: 'An author, badges or an avatar in the data of an add change nothing of the comment’s author.',
    usually: 'The data is merged into the row as it comes.',
    over: ['http'],
    run: async (trial) => {
      const lan = await trial.reader();
      const forged = { badges: ['moderator'], avatar: 'https://bao.example/x.png' };
      const { item } = await lan.add(await trial.thread(), 'một', { ...forged, author: { id: 'somebody', name: 'Tòa soạn', ...forged }, roles: ['moderator'] });
      const badges = (came: unknown) => !(came as string[] | undefined)?.includes('moderator');
      demand(item, { author: { id: lan.id, name: lan.name, avatar: undefined, badges } }, 'the author is the token’s');
    },
  },
];

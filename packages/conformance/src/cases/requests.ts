import type { Case } from '../conformance-case.ts';
import { demand } from '../demand.ts';

/** HTTP: rules HT1 to HT9. */
export const requests: readonly Case[] = [
  {
    id: 'HT3.not-modified',
    force: 'MUST',
    says: 'A GET that names the ETag it had draws 304 without a body, and 200 once something was written.',
    usually: 'No ETag is sent, or it is made from the body, `id` and `now` included.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      await lan.add(topic, 'một');
      const { headers, body } = await trial.get(topic);
      demand(headers['etag'], (etag: string) => etag?.includes((body as { at: string }).at), 'the ETag is the cursor');
      const etag = headers['etag'] ?? '';
      demand(await trial.get(topic, {}, { 'if-none-match': etag }), { status: 304, text: '' }, 'what has not changed is 304');
      await lan.add(topic, 'hai');
      demand(await trial.get(topic, {}, { 'if-none-match': etag }), { status: 200 }, 'what has changed is 200');
    },
  },
  {
    id: 'HT7.unlisted',
    force: 'MUST',
    says: 'A write from a page whose Origin is not listed is 403 with err denied, and stores nothing.',
    usually: 'The Origin is left to CORS, which keeps a page from reading the answer and not from writing.',
    over: ['http'],
    run: async (trial) => {
      const topic = await trial.thread();
      const lan = await trial.reader();
      const origin = 'https://unlisted.example';
      const answer = await trial.send('POST', 'v1/frames', [trial.add(topic, 'một')], { authorization: `Bearer ${lan.auth}`, origin });
      demand(answer, { status: 403, body: { t: 'err', code: 'denied', msg: (msg: unknown) => String(msg).includes(origin) } }, 'it is refused, and told why');
      demand(await trial.read(topic), { total: 0 }, 'nothing is stored');
    },
  },
];

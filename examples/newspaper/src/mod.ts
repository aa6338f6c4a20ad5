import { parseArgs } from 'node:util';
import { type ModData, type ModItem, modData } from '@bandoc/protocol';
import { openDataFolder, readSecret } from './data-folder.ts';
import { openDesk } from './desk.ts';
import { MODERATOR, SITE, signPerson } from './person-token.ts';
import { createPost } from './post-frames.ts';

// `npm run mod -- list`: what waits for a moderator in the running demo. `npm run mod -- approve <id>`, `reject <id> --reason "…"`, `hide`,
// `restore`, `pin`, `unpin`, `pick`, `unpick <id>`, `lock`, `unlock <thread>`, `close <thread> [--at 2020-10-23T00:00+07:00]`. An id as it is listed,
// with @ and a version, is decided only as it was read. HOST, PORT and DATA as at `npm start`.

const { HOST: host = 'localhost', PORT: port = '8080' } = process.env;
const origin = `http://${host}:${port}`;
const ACTS: readonly string[] = modData.properties.act.enum;

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { reason: { type: 'string' }, at: { type: 'string' } } });
  const [act = '', target] = positionals;
  if (act !== 'list' && !ACTS.includes(act)) throw new Error(`There is no "${act}". There are: list, ${ACTS.join(', ')}.`);
  if (act !== 'list' && target === undefined) throw new Error(`Of what? npm run mod -- ${act} <id>`);
  const at = values.at === undefined ? undefined : Date.parse(values.at);
  if (Number.isNaN(at)) throw new Error(`--at takes a time such as 2020-10-23T00:00+07:00, and was given "${values.at}".`);
  if (!(await fetch(`${origin}/bandoc/v1`).catch(() => undefined))?.ok)
    throw new Error(`No newspaper answers at ${origin}: is it running (npm start), and on this PORT?`);
  const token = await signPerson(readSecret(openDataFolder()), MODERATOR);
  const desk = openDesk(createPost(`${origin}/bandoc`, token), SITE);
  if (target === undefined) {
    const items = await desk.list();
    for (const item of items) console.log(lineOf(item));
    if (items.length === 0) console.log('Nothing waits.');
  } else {
    const { reason } = values;
    const comment = await desk.decide(act as ModData['act'], target, { ...(reason === undefined ? {} : { reason }), ...(at === undefined ? {} : { at }) });
    console.log(comment ? `${comment.id}@${comment.v}  ${comment.state}` : `${target}  ${act}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Everything that one decides by, on one line. */
function lineOf({ id, topic, comment, rule, flags = {} }: ModItem): string {
  const why = [comment.state, ...(rule === undefined ? [] : [rule]), ...Object.entries(flags).map(([reason, count]) => `${reason} ${count}`)];
  return `${id}@${comment.v}  ${topic.replace('thread:', '')}  ${comment.author.name}  [${why.join(', ')}]\n    ${(comment.text ?? '').replace(/\n+/g, ' / ')}`;
}

// Holds the tiny client to the conformance kit: JSON lines in and out (packages/conformance/README.md, "Clients").
import { createInterface } from 'node:readline';
import { TinyReader } from './tiny.mjs';

const clients = new Map();

/** A clock that only moves when told to. */
function createClock(start) {
  let now = start;
  let due = [];
  const settle = () => new Promise((resolve) => setTimeout(resolve, 15));
  return {
    now: () => now,
    after: (ms, run) => void due.push({ at: now + ms, run }),
    pass: async (ms) => {
      const end = now + ms;
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due = due.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
    },
  };
}

function stateOf({ status, failure, total, comments, list }) {
  const all = [...comments.values()];
  const of = (value) => Object.fromEntries(all.map((one) => [one.id, value(one)]));
  const ids = (parent) => list(parent).map(({ id }) => id);
  const replies = Object.fromEntries(all.map(({ id }) => [id, ids(id)]).filter(([, below]) => below.length));
  const texts = of(({ text = '' }) => text);
  return { status, failure, total, ids: ids(null), replies, texts, states: of(({ state }) => state), counts: of(({ counts }) => counts.replies) };
}

const acts = {
  start: ({ client, url, now }) => void clients.set(client, { url, clock: createClock(now) }),
  open: ({ client, topic }) => {
    const one = clients.get(client);
    one.reader = new TinyReader(one.url, topic, one.clock);
  },
  clock: ({ client, ms }) => clients.get(client).clock.pass(ms),
  state: async ({ client }) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { reader } = clients.get(client);
    return { state: reader ? stateOf({ ...reader, list: (parent) => reader.list(parent) }) : {} };
  },
  end: ({ client }) => {
    clients.get(client)?.reader?.close();
    clients.delete(client);
  },
};

console.log(JSON.stringify({ can: ['read'] }));
createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  void Promise.resolve(command)
    .then((one) => acts[one.do](one))
    .catch((error) => ({ error: String(error) }))
    .then((answer) => console.log(JSON.stringify({ n: command.n, ...answer })));
});

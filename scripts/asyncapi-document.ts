import { clientFrames, SCHEMA_VERSION, serverFrames } from '@bandoc/protocol';

/** What a server of this protocol takes and sends, binding by binding, as an AsyncAPI 3 document whose payloads are those of schema.json. */
export function asyncapiDocument() {
  const ref = (path: string) => ({ $ref: `#/${path}` });
  const from = Object.keys(clientFrames);
  const to = Object.keys(serverFrames);
  const name = (side: 'client' | 'server', t: string) => `${side}-${t}`;
  const message = (t: string, summary: string) => ({ name: t, contentType: 'application/json', summary, payload: { $ref: `./schema.json#/$defs/${t}` } });
  const all = Object.fromEntries(
    [...from.map((t) => name('client', t)), ...to.map((t) => name('server', t))].map((one) => [one, ref(`components/messages/${one}`)]),
  );
  const channel = (address: string, description: string) => ({ address, description, messages: all });
  const answers: Record<string, readonly string[]> = { hello: ['welcome', 'err'], sub: ['snap', 'err'], put: ['ok', 'err'] };
  const bindings = Object.keys(BINDINGS);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'bandoc.v1',
      version: SCHEMA_VERSION,
      description:
        'A small protocol between a page and a newsroom. PROTOCOL.md beside this file has its rules; every message is one frame or an array of frames.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(Object.entries(BINDINGS).map(([binding, { address, description }]) => [binding, channel(address, description)])),
    operations: Object.fromEntries(
      bindings.flatMap((binding) => {
        const at = (side: 'client' | 'server', t: string) => ref(`channels/${binding}/messages/${name(side, t)}`);
        const { takes, sends } = BINDINGS[binding] as Binding;
        const taken = from
          .filter((t) => takes.includes(t))
          .map((t) => [
            `${binding}-take-${t}`,
            {
              action: 'receive',
              channel: ref(`channels/${binding}`),
              messages: [at('client', t)],
              ...(answers[t] && { reply: { channel: ref(`channels/${binding}`), messages: answers[t].map((one) => at('server', one)) } }),
            },
          ]);
        const sent = to
          .filter((t) => sends.includes(t))
          .map((t) => [`${binding}-send-${t}`, { action: 'send', channel: ref(`channels/${binding}`), messages: [at('server', t)] }]);
        return [...taken, ...sent] as [string, unknown][];
      }),
    ),
    components: {
      messages: Object.fromEntries([
        ...from.map((t) => [name('client', t), message(t, `From the page: ${t}`)]),
        ...to.map((t) => [name('server', t), message(t, `From the newsroom: ${t}`)]),
      ]),
    },
  };
}

interface Binding {
  readonly address: string;
  readonly description: string;
  readonly takes: readonly string[];
  /** Unasked; answers are told with what they answer. */
  readonly sends: readonly string[];
}

const LIVE = { takes: ['hello', 'sub', 'unsub', 'put', 'note'], sends: ['ev', 'err', 'note'] };

const BINDINGS: Readonly<Record<string, Binding>> = {
  'socket-io': { address: '/v1/io', description: 'Socket.IO: one event, `frames`, with one argument, an array of frames (rules IO1–IO4).', ...LIVE },
  'web-socket': { address: '/v1/ws', description: 'WebSocket, subprotocol `bandoc.v1`: one frame or an array of frames a message.', ...LIVE },
  frames: {
    address: '/v1/frames',
    description: 'HTTP POST: an array of frames, answered by an array of frames (rules HT5–HT9).',
    takes: ['hello', 'sub', 'put'],
    sends: [],
  },
  stream: { address: '/v1/stream', description: 'HTTP GET, text/event-stream: an array of frames an event.', takes: [], sends: ['snap', 'ev', 'err', 'note'] },
};

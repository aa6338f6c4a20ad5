import { type Link, type LinkHandlers, type Timers, WireError } from '../ports.ts';

const SUBPROTOCOL = 'bandoc.v1';
/** A socket that does not open for so long is given up, ms. */
const PATIENCE = 15_000;
/** Closes that are refusals for good, where no err came before them to say more; after every other one the client comes back. */
const REFUSALS: Readonly<Record<number, string>> = { 4001: 'version', 4003: 'denied' };

/** Opens one plain WebSocket; `address` may be that of HTTP. */
export async function connectWebSocket(address: URL, handlers: LinkHandlers, timers: Timers): Promise<Link> {
  const socket = new WebSocket(address.href.replace(/^http/, 'ws'), SUBPROTOCOL);
  const opened = await new Promise<boolean>((resolve) => {
    const cancel = timers.after(PATIENCE, () => resolve(false));
    const settle = () => {
      cancel();
      resolve(socket.readyState === WebSocket.OPEN && socket.protocol === SUBPROTOCOL);
    };
    for (const event of ['open', 'error', 'close']) socket.addEventListener(event, settle);
  });
  if (!opened) {
    socket.close();
    throw new WireError('unreachable');
  }
  let told = false;
  socket.addEventListener('message', ({ data }) => {
    const message = parse(data);
    told ||= [message].flat().some(endsConnection);
    handlers.frames(message);
  });
  socket.addEventListener('close', ({ code }) => {
    if (!told && REFUSALS[code]) handlers.frames([{ t: 'err', code: REFUSALS[code] }]);
    handlers.closed();
  });
  return {
    send: (frames) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frames));
    },
    close: () => socket.close(),
  };
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(data as string);
  } catch {
    return undefined;
  }
}

/** An err that names neither a request nor a topic (rule ER1). */
function endsConnection(frame: unknown): boolean {
  const { t, id, topic } = (frame ?? {}) as { readonly t?: unknown; readonly id?: unknown; readonly topic?: unknown };
  return t === 'err' && id === undefined && topic === undefined;
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Article, Counted, Discovery, Feature, Snap } from '@bandoc/protocol';
import { createTokens } from '@bandoc/server';
import { createProxyServer } from 'httpxy';
import type { Backend } from './backends.ts';
import { type CommentServer, type CommentServerOptions, countInParts } from './comment-server.ts';
import { freePort } from './free-port.ts';

const UNDER = '/bandoc';
/** How long a backend may take to answer first, and between two looks, ms. */
const PATIENCE = 10_000;
const LOOK = 100;

/**
 * A backend that shares no code with ours, as a process of its own on this machine. It is reached through the paper's own address, so that a page
 * is the same whatever backend it has. Rejects in words where it does not answer.
 */
export async function startForeignServer(
  backend: Backend,
  { site, secret, file, origins }: CommentServerOptions,
  articles: readonly Article[],
): Promise<CommentServer> {
  const port = await freePort();
  const target = `http://127.0.0.1:${port}`;
  const [command = '', ...args] = backend.command(port);
  const environment = {
    BANDOC_SITE: site,
    BANDOC_SECRET: secret,
    BANDOC_FILE: resolve(file),
    BANDOC_ORIGINS: origins.join(','),
    PORT: String(port),
  };
  const child = spawn(command, args, { cwd: backend.folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill();
    await once(child, 'close');
  };
  let feat: readonly string[] = [];
  const has = (feature: Feature) => feat.includes(feature);
  try {
    ({ feat } = await answers(child, `${target}/v1`, command));
    backend.keepArticles?.(file, articles);
    if (has('articles')) await publish(`${target}/v1/articles`, articles, await createTokens({ secret, site }).issueHost(['articles']));
  } catch (error) {
    await close();
    throw error;
  }
  const proxy = createProxyServer({ target });
  proxy.on('error', (_error, _request, response) => {
    if (response && 'writeHead' in response && !response.headersSent) response.writeHead(502).end();
  });
  return {
    handle: (request, response) => {
      if (!isForBackend(request)) return false;
      void proxy.web(request, response).catch(() => undefined);
      return true;
    },
    attach: (http) => {
      http.on('upgrade', (request, socket, head) => {
        if (isForBackend(request)) void proxy.ws(request, socket as Socket, {}, head).catch(() => socket.destroy());
        else socket.destroy();
      });
    },
    guests: has('guest'),
    countsOf: async (threads) => {
      if (!has('tally')) return undefined;
      return countInParts(threads, async (ids) => {
        const answer = await fetch(`${target}/v1/t/tally:home?ids=${ids}`).catch(() => undefined);
        return answer?.ok ? (((await answer.json()) as Snap).items as Counted[]) : [];
      });
    },
    settle: async () => undefined,
    close,
  };
}

/** Whether a request is under the paper's path for comments; the backend has them at its root. */
function isForBackend(request: IncomingMessage): boolean {
  if (!request.url?.startsWith(`${UNDER}/v1`)) return false;
  request.url = request.url.slice(UNDER.length);
  return true;
}

async function answers(child: ChildProcess, address: string, command: string): Promise<Discovery> {
  let failure: Error | undefined;
  child.once('error', () => {
    failure = new Error(`"${command}" cannot be started: is it installed?`);
  });
  child.once('exit', (code) => {
    failure ??= new Error(`"${command}" ended with ${code} before it answered.`);
  });
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, LOOK))) {
    if (failure) throw failure;
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return (await answer.json()) as Discovery;
  }
  throw new Error(`"${command}" did not answer at ${address} within ${PATIENCE / 1_000} s.`);
}

async function publish(address: string, articles: readonly Article[], token: string): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(articles),
  });
  if (!answer.ok) throw new Error(`The backend did not take the paper's articles: ${answer.status} ${await answer.text()}`);
}

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ServerFrame } from '@bandoc/protocol';
import { type ApproachName, approaches } from './approaches.ts';
import type { ReadersAnswer, ReadersRequest } from './readers.ts';
import type { ServerAnswer, ServerRequest } from './server.ts';

/** One contestant with its readers, all connected. */
export interface Trial {
  /** Heap of the server for each reader when all is quiet, in bytes. */
  readonly memory: number;
  /** Broadcasts so often and waits until every reader has everything. */
  run(broadcasts: number): Promise<Round>;
  stop(): void;
}

export interface Round {
  /** Messages delivered in a second. */
  readonly rate: number;
  /** CPU of the server for one delivery, in µs. */
  readonly cpu: number;
  /** Bytes of one delivery. */
  readonly bytes: number;
}

/** Processes that share the readers. */
const CROWDS = 2;

export async function openTrial(name: ApproachName, readers: number, frames: readonly ServerFrame[]): Promise<Trial> {
  const server = start('server.ts', [approaches[name].contestant, String(readers), JSON.stringify(frames)]);
  const { port } = (await heard(server)) as { port: number };
  const ask = async (request: ServerRequest) => {
    server.send(request);
    return (await heard(server)) as ServerAnswer;
  };
  const used = async () => (await ask('used')) as { cpu: number; memory: number };
  const empty = await used();
  const crowds = Array.from({ length: CROWDS }, (_, i) => start('readers.ts', [name, String(port), String(Math.floor((readers + i) / CROWDS))]));
  await Promise.all(crowds.map(heard));
  const askAll = async (request: ReadersRequest) =>
    Promise.all(
      crowds.map(async (crowd) => {
        crowd.send(request);
        return (await heard(crowd)) as ReadersAnswer;
      }),
    );
  return {
    memory: ((await used()).memory - empty.memory) / readers,
    run: async (broadcasts) => {
      await askAll('forget');
      const before = await used();
      const { begun, bytes } = (await ask({ broadcasts })) as { begun: bigint; bytes: number };
      let counts = await askAll('count');
      while (counts.reduce((sum, one) => sum + one.bytes, 0) < bytes * readers) counts = await askAll('count');
      const ended = counts.reduce((latest, one) => (one.last > latest ? one.last : latest), 0n);
      const deliveries = broadcasts * readers;
      return { rate: (deliveries / Number(ended - begun)) * 1e9, cpu: ((await used()).cpu - before.cpu) / deliveries, bytes: bytes / broadcasts };
    },
    stop: () => {
      for (const child of [server, ...crowds]) child.kill();
    },
  };
}

function start(file: string, args: readonly string[]): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ['--conditions=source', '--no-warnings', '--expose-gc'],
    serialization: 'advanced',
  });
}

function heard(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', end);
    child.once('message', (message) => {
      child.off('exit', end);
      resolve(message);
    });
  });
}

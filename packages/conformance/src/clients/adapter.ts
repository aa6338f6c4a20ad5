import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long a client's program may take for one line, ms. */
const PATIENCE = 15_000;

type Waiting = Map<number, (answer: Record<string, unknown>) => void>;

/** The program that holds the client under test: JSON lines to its standard input and from its standard output. */
export class Adapter {
  /** What the client can, as its first line says. */
  readonly can: readonly string[];
  readonly #child: ChildProcess;
  readonly #waiting: Waiting;
  #last = 0;

  private constructor(child: ChildProcess, can: readonly string[], waiting: Waiting) {
    this.#child = child;
    this.can = can;
    this.#waiting = waiting;
  }

  /** Starts it by a command line; rejects in words if it does not say what it can. */
  static async start(command: string): Promise<Adapter> {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
    const waiting: Waiting = new Map();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(`"${command}" did not say what it can within ${PATIENCE} ms`), PATIENCE);
      const fail = (why: string) => {
        clearTimeout(timer);
        reject(new Error(why));
        for (const answered of waiting.values()) answered({ error: why });
      };
      child.once('error', (error) => fail(String(error)));
      child.once('close', (code, signal) => fail(`"${command}" ended with ${code ?? signal}`));
      createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
        const message = read(line);
        if (Array.isArray(message['can'])) {
          clearTimeout(timer);
          resolve(new Adapter(child, message['can'] as string[], waiting));
          return;
        }
        const n = Number(message['n']);
        waiting.get(n)?.(message);
        waiting.delete(n);
      });
    });
  }

  /** Has one of its clients do something; answers what it answered, and rejects in words where it could not. */
  async tell(client: string, command: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    this.#last += 1;
    const n = this.#last;
    const answer = await new Promise<Record<string, unknown>>((resolve) => {
      const timer = setTimeout(() => resolve({ error: `no answer to ${JSON.stringify(command)} within ${PATIENCE} ms` }), PATIENCE);
      this.#waiting.set(n, (told) => {
        clearTimeout(timer);
        resolve(told);
      });
      this.#child.stdin?.write(`${JSON.stringify({ n, client, ...command })}\n`);
    });
    if (answer['error'] !== undefined) throw new Error(answer['error'] as string);
    return answer;
  }

  close(): void {
    this.#child.stdin?.end();
  }
}

function read(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    throw new Error(`The client's program wrote what is no JSON: ${line}`);
  }
}

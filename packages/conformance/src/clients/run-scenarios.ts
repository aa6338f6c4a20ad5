import { Breach } from '../demand.ts';
import { type Line, Transcript } from '../transcript.ts';
import type { Adapter } from './adapter.ts';
import { NOW } from './completing.ts';
import { filled, fits } from './pattern.ts';
import type { Answer, Scenario, Step } from './scenario.ts';
import { type Request, ScriptedServer } from './scripted-server.ts';

/** What became of one scenario; `absent` where the client does not have what it is about. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly verdict: 'passed' | 'failed' | 'absent';
  /** ms. */
  readonly took: number;
  /** Of a failure: which line, what was demanded, what came. */
  readonly line?: number;
  readonly demanded?: string;
  readonly came?: string;
  readonly lines?: readonly Line[];
}

export interface ScenarioOptions {
  /** Scenario or rule ids; all unless given. */
  readonly only?: readonly string[] | undefined;
  /** Scenarios that are run side by side. 12 unless given. */
  readonly lanes?: number;
  /** How long a client may take for what it is to do at once, real ms. */
  readonly patience?: number;
}

/** Runs a client through scenarios, each with a client and a server of its own. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  adapter: Adapter,
  { only, lanes = 12, patience = 4_000 }: ScenarioOptions = {},
): Promise<ScenarioResult[]> {
  const chosen = scenarios.filter(({ id }) => !only || only.some((one) => id === one || id.startsWith(`${one}.`)));
  const queue = [...chosen];
  const results: ScenarioResult[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const isAbsent = next.needs.some((need) => !adapter.can.includes(need));
      results.push(isAbsent ? { scenario: next, verdict: 'absent', took: 0 } : await tryScenario(next, adapter, patience));
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return results.sort((a, b) => chosen.indexOf(a.scenario) - chosen.indexOf(b.scenario));
}

async function tryScenario(scenario: Scenario, adapter: Adapter, patience: number): Promise<ScenarioResult> {
  const begun = Date.now();
  const transcript = new Transcript();
  const server = new ScriptedServer(scenario.socket ?? true, transcript);
  let at = 0;
  try {
    const url = await server.stand();
    await adapter.tell(scenario.id, { do: 'start', url, now: NOW });
    const play = new Play(scenario.id, server, adapter, transcript, patience);
    for (const step of scenario.steps) {
      at += 1;
      await play.step(step);
    }
    return { scenario, verdict: 'passed', took: Date.now() - begun };
  } catch (error) {
    const { demanded, came } = error instanceof Breach ? error : { demanded: 'the client does as it is told', came: String(error) };
    return { scenario, verdict: 'failed', took: Date.now() - begun, line: at, demanded, came, lines: transcript.lines };
  } finally {
    await adapter.tell(scenario.id, { do: 'end' }).catch(() => undefined);
    server.close();
  }
}

/** One scenario under way. */
class Play {
  readonly #client: string;
  readonly #server: ScriptedServer;
  readonly #adapter: Adapter;
  readonly #transcript: Transcript;
  readonly #patience: number;
  /** The request that a step met last. */
  #met: Request | undefined;

  constructor(client: string, server: ScriptedServer, adapter: Adapter, transcript: Transcript, patience: number) {
    this.#client = client;
    this.#server = server;
    this.#adapter = adapter;
    this.#transcript = transcript;
    this.#patience = patience;
  }

  async step(step: Step): Promise<void> {
    const server = this.#server;
    if ('client' in step) {
      const { key } = await this.#tell(filled(step.client, server.names) as Record<string, unknown>);
      if (step.as !== undefined) server.names.set(step.as, key);
    } else if ('has' in step) {
      for (const [topic, holding] of Object.entries(filled(step.has, server.names) as typeof step.has)) server.world.set(topic, holding);
    } else if ('when' in step) server.when(step.when, step.answer, step.times);
    else if ('to' in step) await this.#meet(step.to, step.answer);
    else if ('from' in step) server.send(step.from);
    else if ('none' in step) await this.#lack(step.none);
    else if ('late' in step) this.#answer(step.late);
    else if ('most' in step) await this.#count(step.most, step.of);
    else if ('live' in step) await this.#follow(step.live);
    else if ('cut' in step) await this.#cut(step.cut);
    else if ('pass' in step) {
      await this.#settle();
      await this.#tell({ do: 'clock', ms: step.pass });
    } else await this.#show(step.state, step.of);
  }

  async #meet(wanted: object, answer?: Answer): Promise<void> {
    const request = await this.#until(
      () => this.#server.find(wanted),
      `it sends ${JSON.stringify(wanted)}`,
      () => this.#untaken(),
    );
    request.taken = true;
    this.#met = request;
    if (answer) this.#server.answer(request, answer);
  }

  #answer(answer: Answer): void {
    if (!this.#met) throw new Error('a scenario answers what it did not meet');
    this.#server.answer(this.#met, answer);
  }

  /** It follows a topic; what it asked until then is of no interest. */
  async #follow(topic: string): Promise<void> {
    await this.#until(
      () => this.#server.follows(topic) || undefined,
      `it follows ${topic}`,
      () => this.#untaken(),
    );
    await this.#settle();
    for (const request of this.#server.requests) request.taken = true;
  }

  async #count(most: number, of: object): Promise<void> {
    await this.#settle();
    const found = this.#server.requests.filter(({ frame }) => fits(frame, of, this.#server.names)).length;
    if (found > most) throw new Breach(`it sends ${JSON.stringify(of)} at most ${most} times`, `${found} times`);
  }

  async #lack(unwanted: object): Promise<void> {
    await this.#settle();
    const found = this.#server.find(unwanted);
    if (found) throw new Breach(`it does not send ${JSON.stringify(unwanted)}`, found.frame);
  }

  async #cut(code: true | number): Promise<void> {
    await this.#settle();
    this.#server.cut(code);
    await this.#settle();
  }

  /** What it shows it has to show soon, and to go on showing. */
  async #show(wanted: object, topic?: string): Promise<void> {
    await this.#settle();
    const end = Date.now() + this.#patience;
    for (;;) {
      const { state } = await this.#adapter.tell(this.#client, { do: 'state', ...(topic !== undefined && { topic }) });
      if (fits(state, wanted, this.#server.names)) return;
      if (Date.now() > end) throw new Breach(`it shows ${JSON.stringify(filled(wanted, this.#server.names))}`, state);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** What was sent has come, and the client has done what follows from it. */
  async #settle(): Promise<void> {
    await this.#server.quiet();
    await this.#adapter.tell(this.#client, { do: 'state' });
    await this.#server.quiet();
  }

  async #tell(command: Record<string, unknown>): Promise<Record<string, unknown>> {
    this.#transcript.add('sent', 'client', command);
    return this.#adapter.tell(this.#client, command);
  }

  #untaken(): unknown {
    return this.#server.requests.filter(({ taken }) => !taken).map(({ frame }) => frame);
  }

  async #until<Found>(look: () => Found | undefined, demanded: string, came: () => unknown): Promise<Found> {
    const server = this.#server;
    const end = Date.now() + this.#patience;
    for (let found = look(); ; found = look()) {
      if (found !== undefined) return found;
      const left = end - Date.now();
      if (left <= 0) throw new Breach(demanded, came());
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        server.changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

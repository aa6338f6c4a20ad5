import type { ServerFrame } from '@bandoc/protocol';
import type { Trial } from './trial.ts';

/** Sends one frame as who has no identity, by the binding of the run, and answers the answer. */
export async function askAsNobody(trial: Trial, frame: object): Promise<ServerFrame> {
  if (trial.binding === 'ws' || trial.binding === 'io') return (await trial.connect()).ask(frame);
  const [answer] = await trial.post([{ id: 1, ...frame }]);
  return answer as ServerFrame;
}

/** Sends one hello by the binding of the run, on a connection of its own where there are any. */
export async function greet(trial: Trial, more: object): Promise<ServerFrame> {
  const hello = { t: 'hello', v: [1], site: trial.site, ...more };
  if (trial.binding === 'ws' || trial.binding === 'io') return (await trial.open()).ask(hello);
  const [answer] = await trial.post([{ id: 1, ...hello }]);
  return answer as ServerFrame;
}

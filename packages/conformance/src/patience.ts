import type { Err, ServerFrame } from '@bandoc/protocol';

/** How often a server that says `rate` is asked, when the case is about something else. */
const TRIES = 4;

/** Asks, and where the answer has an err `rate` asks again after its time. */
export async function patiently<Answer>(ask: () => Promise<Answer>, rateIn: (answer: Answer) => Err | undefined): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    const rate = rateIn(answer);
    if (!rate || tries === TRIES) return answer;
    await new Promise((resolve) => setTimeout(resolve, rate.retry ?? 1_000));
  }
}

export function isRate(frame: ServerFrame): frame is Err {
  return frame.t === 'err' && frame.code === 'rate';
}

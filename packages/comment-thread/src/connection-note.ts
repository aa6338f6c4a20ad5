import type { ConnectionState, ThreadReading } from '@bandoc/client';
import type { LivingStrings } from './living-strings.ts';
import type { sentenceOf } from './strings.ts';

/** How the connection stands, in words; undefined where there are none. `say` is handed in, as to a living comment. */
export function connectionNote(
  { connection, barred }: LivingStrings,
  view: ThreadReading | undefined,
  state: ConnectionState,
  say: typeof sentenceOf,
): string | undefined {
  if (state === 'fatal') return say(barred, view?.failure?.code);
  if (state === 'up' && view?.live === false) return connection.polled;
  return (connection as Partial<Record<ConnectionState, string>>)[state];
}

import { type Row, rowsOf } from './frames.ts';
import { walk } from './pages.ts';
import type { Trial } from './trial.ts';

/** What a client holds of a thread: its cursor, its comments by id and its total. */
export interface Held {
  readonly at: string;
  readonly total: number;
  readonly rows: ReadonlyMap<string, Row>;
}

/** What a full has. */
export function heldOf(snap: { readonly at: string; readonly total?: number; readonly items: readonly unknown[] }): Held {
  return { at: snap.at, total: snap.total ?? 0, rows: new Map(rowsOf(snap).map((row) => [row.id, row])) };
}

/** A delta or an event completes what is held, register by register (MD8); a full replaces it. */
export function merge(held: Held, snap: { readonly at: string; readonly mode: string; readonly total?: number; readonly items: readonly unknown[] }): Held {
  if (snap.mode === 'full') return heldOf(snap);
  const rows = new Map(held.rows);
  for (const row of rowsOf(snap)) {
    const before = rows.get(row.id);
    rows.set(row.id, row.v === undefined ? { ...(before as Row), counts: row.counts as NonNullable<Row['counts']> } : row);
  }
  return { at: snap.at, total: snap.total ?? 0, rows };
}

/** All of a thread that can be read: its pages, and the replies of each comment, walked by `parent` where the server has that. */
export async function stateOf(trial: Trial, topic: string): Promise<Held> {
  const { at, total = 0 } = await trial.read(topic);
  const rows = new Map<string, Row>();
  const take = async (found: readonly Row[]) => {
    for (const row of found) rows.set(row.id, row);
    for (const { id, counts } of found)
      if (counts && trial.has('parent')) await take((await walk(trial, topic, { parent: id })).flat().filter((row) => !rows.has(row.id)));
  };
  await take((await walk(trial, topic, { limit: 50 })).flat());
  return { at, total, rows };
}

/** Of what is held, of these comments alone, what has to be the same for everybody, in words that can be compared. */
export function shapeOf({ total, rows }: Held, among: Held['rows'] = rows): string {
  const seen = [...rows.values()].filter(({ id }) => among.has(id));
  const shapes = seen.map(({ id, parent, c, v, state, text, counts }) => [id, parent, c, v, state, text, counts?.replies]);
  return JSON.stringify([total, shapes.sort(([a], [b]) => String(a).localeCompare(String(b)))]);
}

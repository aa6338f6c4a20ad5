import type { ThreadEntry } from '@bandoc/client';
import type { Random } from '../../setup/random.ts';
import type { Tab } from './tab.ts';

interface Ports {
  readonly random: Random;
  readonly trace: (line: string) => void;
  /** Words nobody wrote before. */
  readonly words: (tab: Tab) => string;
}

/** Edits, deletes, reacts to or reports something that a tab shows, by the client's own ways; or tries again what was refused, or gives it up. */
export function actOnSeen(tab: Tab, { random, trace, words }: Ports): void {
  const { view, hub, device, name } = tab;
  const seen = entriesOf(tab).filter(({ sending }) => sending !== 'refused');
  const own = seen.filter((one) => one.own && one.state !== 'gone');
  const dice = random();
  if (dice >= 0.92) return settle(tab, { random, trace });
  // Now and then what is another's, which is refused; who has no name yet has nothing to edit.
  const one = random.pick(dice < 0.6 || (hub.user && random.chance(0.1)) ? seen : own);
  if (!one) return;
  const { id } = one;
  trace(`${name} ${dice < 0.45 ? 'reacts to' : dice < 0.6 ? 'reports' : dice < 0.8 ? 'edits' : 'deletes'} ${id}`);
  if (dice < 0.45) view.react(id, random.pick(['like', 'sad', null]) ?? null, device.name);
  else if (dice < 0.6) view.flag(id, { reason: random.pick(['spam', 'abuse'] as const) ?? 'spam' }, device.name);
  else if (dice < 0.8) view.edit(id, words(tab));
  else view.remove(id);
}

/** All that a tab shows of the thread. */
export function entriesOf({ view }: Tab): ThreadEntry[] {
  return [...view.roots, ...view.roots.flatMap(({ id }) => view.repliesOf(id))];
}

function settle(tab: Tab, { random, trace }: Omit<Ports, 'words'>): void {
  const refused = [...tab.hub.outgoing.values()].filter(({ step }) => step === 'refused');
  const key = random.pick(refused)?.kept.key;
  if (key === undefined) return;
  const again = random.chance(0.5);
  trace(`${tab.name} ${again ? 'tries again' : 'gives up'} ${key}`);
  if (again) tab.view.retry(key);
  else tab.view.discard(key);
}

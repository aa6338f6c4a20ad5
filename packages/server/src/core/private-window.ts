import type { Item, Snap } from '@bandoc/protocol';
import { deskTopic, modItemOf } from './desk.ts';
import { bytesOf } from './item-of-row.ts';
import { mineItemOf } from './mine.ts';
import { formatPageToken, parsePageToken } from './page-token.ts';
import type { ItemRow } from './rows.ts';
import type { Settings } from './settings.ts';
import type { Reader } from './storage.ts';
import { isWording, wordingOf } from './wordings.ts';

/** One stretch of a topic that is not for everybody, the longest unchanged first (rule MN5). */
export async function privateWindow(kept: string, page: string | undefined, reader: Reader, settings: Settings): Promise<Pick<Snap, 'items' | 'more'>> {
  const place = page === undefined ? undefined : parsePageToken(page);
  const rows = await reader.items(kept, { limit: settings.items + 1, ...(place ? { after: { v: place.c, id: place.id } } : {}) });
  const items: Item[] = [];
  let bytes = 0;
  let last: ItemRow | undefined;
  for (const row of rows.slice(0, settings.items)) {
    const [item] = await privateItems([row], reader, settings);
    if (!item) continue;
    bytes += bytesOf([item]);
    if (items.length && bytes > settings.itemsBytes) break;
    items.push(item);
    last = row;
  }
  return { items, ...(last && rows.at(-1) !== last ? { more: formatPageToken({ sort: 'old', c: last.v, id: last.id }) } : {}) };
}

/** Such items as they go on the wire: a reader's own, the desk's, or an earlier wording. */
export async function privateItems(rows: readonly ItemRow[], reader: Reader, settings: Settings): Promise<Item[]> {
  const items: Item[] = [];
  for (const row of rows) {
    const item = await itemOfPrivate(row, reader, settings);
    if (item) items.push(item);
  }
  return items;
}

function itemOfPrivate(row: ItemRow, reader: Reader, settings: Settings): Promise<Item | undefined> {
  if (isWording(row)) return Promise.resolve(wordingOf(row));
  return row.topic === deskTopic(settings) ? modItemOf(row, reader, settings) : mineItemOf(row, reader, settings);
}

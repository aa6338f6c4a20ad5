import { countCodePoints, normalizeName, normalizeText } from '@bandoc/protocol';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

/** How many bytes a text takes as UTF-8. By units, not by code points: every snapshot is measured by it. */
export function countBytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts two of its four.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** A comment's words as they are stored; their links are counted with those of what its writer quotes in her own name (rules MD7, LM2, PT13). */
export function readText(text: string, settings: Settings, quoted = ''): string {
  const words = normalizeText(text);
  if (words === '') throw invalid('text', 'empty');
  if (countCodePoints(words) > settings.text || countBytes(words) > settings.textBytes) throw invalid('text', 'too-long');
  if (countLinks(`${words} ${normalizeText(quoted)}`) > settings.links) throw invalid('text', 'links');
  return words;
}

/** How many addresses a text names. */
export function countLinks(text: string): number {
  return text.match(/https?:\/\/|\bwww\./gi)?.length ?? 0;
}

const graphemes = new Intl.Segmenter('vi');

/** A display name as it is stored (rule LM3). */
export function readName(name: string, settings: Settings): string {
  const words = normalizeName(name);
  if (words === '') throw invalid('name', 'empty');
  // Bytes first: what is left is short enough to be taken apart.
  if (countBytes(words) > settings.nameBytes || [...graphemes.segment(words)].length > settings.name) throw invalid('name', 'too-long');
  return words;
}

/** Refuses `put.data` that is nested too deep, has too many keys in one object, or is too large (rule LM4). */
export function checkData(data: unknown, settings: Settings): void {
  if (isTooDeep(data, settings.dataDepth)) throw new Refusal('bad-frame', `data: at most ${settings.dataDepth} levels`);
  if (hasTooManyKeys(data, settings.dataKeys)) throw new Refusal('bad-frame', `data: at most ${settings.dataKeys} keys an object`);
  if (countBytes(JSON.stringify(data)) > settings.data) throw invalid('data', 'too-long');
}

function isTooDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
}

function hasTooManyKeys(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (!Array.isArray(value) && Object.keys(value).length > most) || Object.values(value).some((inner) => hasTooManyKeys(inner, most));
}

function invalid(field: string, fault: string): Refusal {
  return new Refusal('invalid', `${field}: ${fault}`, { data: { fields: { [field]: fault } } });
}

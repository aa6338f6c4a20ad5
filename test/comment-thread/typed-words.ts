/** One thing that an input method does to the field it types into. */
export type Stroke =
  /** A letter, or several, put at the caret as if by a key. */
  | { readonly put: string }
  /** So many letters before the caret taken away, as if by Backspace. */
  | { readonly back: number }
  /** The word being composed, underlined, after this key. */
  | { readonly compose: string }
  /** The word that was composed is done. */
  | { readonly commit: string };

/** How one input method writes a sentence. */
export interface Typist {
  readonly name: string;
  readonly strokes: readonly Stroke[];
}

/** What all of them write; it has every stacked accent that is hard: ế, ệ, ữ, ở, ặ, ỗ. */
export const SENTENCE = 'Tiếng Việt giữ ở bặt gỗ';

/** Words as they stand after each key of Telex, the last whole. */
const TELEX = [
  ['T', 'Ti', 'Tie', 'Tiê', 'Tiên', 'Tiêng', 'Tiếng'],
  ['V', 'Vi', 'Vie', 'Viê', 'Viêt', 'Việt'],
  ['g', 'gi', 'giu', 'giư', 'giữ'],
  ['o', 'ơ', 'ở'],
  ['b', 'ba', 'bă', 'băt', 'bặt'],
  ['g', 'go', 'gô', 'gỗ'],
] as const;

/** VNI's digits come after the word; VIQR's signs too: a word stands without its accents first. */
const LATE = [
  ['T', 'Ti', 'Tie', 'Tien', 'Tieng', 'Tiêng', 'Tiếng'],
  ['V', 'Vi', 'Vie', 'Viet', 'Viêt', 'Việt'],
  ['g', 'gi', 'giu', 'giư', 'giữ'],
  ['o', 'ơ', 'ở'],
  ['b', 'ba', 'bat', 'băt', 'bặt'],
  ['g', 'go', 'gô', 'gỗ'],
] as const;

const spaced = (words: readonly (readonly string[])[], each: (forms: readonly string[]) => Stroke[]): Stroke[] =>
  words.flatMap((forms, i) => [...(i > 0 ? [{ put: ' ' } as const] : []), ...each(forms)]);

const composed = (forms: readonly string[]): Stroke[] => [...forms.map((compose) => ({ compose })), { commit: forms.at(-1) ?? '' }];

/** As UniKey and EVKey on Windows, which have no composition: what changes in the word is taken away and typed anew. */
const retyped = (forms: readonly string[]): Stroke[] =>
  forms.flatMap((form, i): Stroke[] => {
    const before = forms[i - 1] ?? '';
    let from = 0;
    while (from < form.length && form[from] === before[from]) from += 1;
    return [...(before.length > from ? [{ back: before.length - from }] : []), { put: form.slice(from) }];
  });

/** As Gboard: all is one composition until the space, and a suggestion that is tapped takes the place of the whole word. */
const suggested = (forms: readonly string[]): Stroke[] => [...forms.slice(0, -2).map((compose) => ({ compose })), { commit: forms.at(-1) ?? '' }];

export const TYPISTS: readonly Typist[] = [
  { name: 'Telex with a composition (macOS, iOS, IBus)', strokes: spaced(TELEX, composed) },
  { name: 'VNI with a composition', strokes: spaced(LATE, composed) },
  { name: 'Telex without one (UniKey)', strokes: spaced(TELEX, retyped) },
  { name: 'VNI without one (UniKey)', strokes: spaced(LATE, retyped) },
  { name: 'VIQR with a composition', strokes: spaced(LATE, composed) },
  { name: 'Gboard, whose suggestions are tapped', strokes: spaced(TELEX, suggested) },
];

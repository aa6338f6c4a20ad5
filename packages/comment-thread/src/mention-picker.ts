import type { ThreadEntry, ThreadView } from '@bandoc/client';
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Composing, Field } from './composing.ts';
import { insertWords } from './insert-words.ts';
import type { LivingStrings } from './living-strings.ts';
import { isBegun, mentionsIn, namingAt, type Person } from './mentioned.ts';
import type { ThreadActs } from './thread-acts.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** How many are offered at once. */
const MOST = 10;
/** Of so many words a name is looked for; what is longer is a sentence. */
const WORDS = 4;
const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** The list that is open, and what of it. */
interface Picking {
  readonly composing: Composing;
  /** Where the name that is typed begins and ends, and what it is so far. */
  readonly from: number;
  readonly to: number;
  readonly typed: string;
  readonly people: readonly Person[];
  readonly at: number;
}

/**
 * Offers, while a name is typed after an @, whom it may mean: authors that are loaded, then those that the server finds. The field keeps the focus and
 * the caret; while an input method composes, no key is taken from it.
 */
export class MentionPicker implements ReactiveController {
  readonly #host: Host;
  readonly #acts: () => ThreadActs | undefined;
  /** Who was picked, the last first, and whom the server told of, by id. */
  #picked = new Map<string, Person>();
  readonly #told = new Map<string, Person>();
  #picking: Picking | undefined;
  /** A name that nobody is known for yet: the server may know. */
  #waiting: Pick<Picking, 'composing' | 'from' | 'to' | 'typed'> | undefined;
  /** Where Esc closed the list: it stays closed for that name. */
  #closed = -1;
  #asked = '';
  #asking = false;
  #composes = false;
  #field: HTMLElement | undefined;

  constructor(host: Host, acts: () => ThreadActs | undefined) {
    this.#host = host;
    this.#acts = acts;
    for (const name of ['input', 'keyup', 'click'] as const) host.addEventListener(name, (event) => this.#look(event));
    // Before the composer hears of it: Enter and Esc are the list's while it is open.
    host.addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
    for (const name of ['compositionstart', 'compositionend'] as const) {
      host.addEventListener(name, () => {
        this.#composes = name === 'compositionstart';
      });
    }
    host.addEventListener('focusout', () => this.#show(undefined));
    host.addController(this);
  }

  /** With the words that it was offered for the list goes, whoever took them away. */
  hostUpdate(): void {
    const { composing, from, to, typed } = this.#picking ?? {};
    if (composing && composing.textField?.value.slice(from, to) !== `@${typed}`) this.#picking = undefined;
  }

  /** Of the field the list is said to be, for who hears it: it keeps the focus. */
  hostUpdated(): void {
    const { composing, at } = this.#picking ?? {};
    const field = composing?.textField ?? undefined;
    if (this.#field !== field) for (const name of ['aria-autocomplete', 'aria-controls', 'aria-activedescendant']) this.#field?.removeAttribute(name);
    this.#field = field;
    field?.setAttribute('aria-autocomplete', 'list');
    field?.setAttribute('aria-controls', 'people');
    field?.setAttribute('aria-activedescendant', `person-${at}`);
  }

  render(composer: Field, { people: label }: LivingStrings['mention']): TemplateResult | typeof nothing {
    const picking = this.#picking;
    if (picking?.composing.composer !== composer) return nothing;
    return html`<div class="people" id="people" role="listbox" aria-label=${label}>
      ${picking.people.map(
        ({ name }, at) => html`<div
          id="person-${at}"
          role="option"
          aria-selected=${at === picking.at}
          dir="auto"
          @mousedown=${(event: Event) => event.preventDefault()}
          @click=${(event: Event) => {
            event.stopPropagation();
            this.#pick(at);
          }}
        >
          ${name}
        </div>`,
      )}
    </div>`;
  }

  /** Ids of whom a text means by the names in it. */
  mentionsIn(text: string): readonly string[] {
    return text.includes('@') ? mentionsIn(text, this.#known().values()) : [];
  }

  #look(event: Event): void {
    const [target] = event.composedPath();
    const composing = this.#acts()?.composings.find(({ textField }) => textField === target);
    const field = composing?.textField;
    if (!composing || !field) return;
    const caret = field.selectionStart;
    const naming = caret === field.selectionEnd ? namingAt(field.value, caret) : undefined;
    if (!naming) this.#closed = -1;
    if (!naming || naming.from === this.#closed) return this.#show(undefined);
    const { from, typed } = naming;
    if (this.#picking?.from === from && this.#picking.typed === typed && this.#picking.composing === composing) return;
    this.#offer(composing, from, caret, typed);
    if (typed.split(' ').length <= WORDS) void this.#ask(typed);
  }

  #offer(composing: Composing, from: number, to: number, typed: string): void {
    const people = [...this.#known().values()].filter(({ name }) => isBegun(name, typed)).slice(0, MOST);
    this.#show(people.length > 0 ? { composing, from, to, typed, people, at: 0 } : undefined);
    this.#waiting = people.length > 0 ? undefined : { composing, from, to, typed };
  }

  /** One question at a time; the last letters are asked for when the answer is there. */
  async #ask(typed: string): Promise<void> {
    this.#asked = typed;
    if (this.#asking) return;
    this.#asking = true;
    let answered: string | undefined;
    while (answered !== this.#asked) {
      answered = this.#asked;
      const people = (await this.#acts()?.view?.people(answered)) ?? [];
      for (const one of people) this.#told.set(one.id, one);
    }
    this.#asking = false;
    const open = this.#picking ?? this.#waiting;
    const field = open?.composing.textField;
    if (!open || !field || field.selectionStart !== open.to) return;
    const { at = 0 } = this.#picking ?? {};
    this.#offer(open.composing, open.from, open.to, open.typed);
    // Those who were there stay in their places, and so does whom she has come to.
    if (at > 0) this.#move(at);
  }

  /** Who may be meant: who was picked, the authors that are loaded, whom the server told of; not herself. */
  #known(): Map<string, Person> {
    const view = this.#acts()?.view;
    const known = new Map(this.#picked);
    const own = new Set<string>();
    const visit = (entries: readonly ThreadEntry[], thread: ThreadView) => {
      for (const { id, author, own: isOwn, state } of entries) {
        if (isOwn) own.add(author.id);
        else if (state === 'shown' && author.name && !known.has(author.id)) known.set(author.id, { id: author.id, name: author.name });
        visit(thread.repliesOf(id), thread);
      }
    };
    if (view) visit(view.roots, view);
    for (const [id, one] of this.#told) if (!known.has(id)) known.set(id, one);
    for (const id of own) known.delete(id);
    return known;
  }

  #onKey(event: KeyboardEvent): void {
    const picking = this.#picking;
    if (!picking || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { at, people, from } = picking;
    const step = STEPS[event.key];
    if (step) this.#move((at + step + people.length) % people.length);
    else if (event.key === 'Enter' || event.key === 'Tab') this.#pick(at);
    else if (event.key === 'Escape') {
      this.#closed = from;
      this.#show(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(at: number): void {
    if (this.#picking) this.#show({ ...this.#picking, at });
    void this.#host.updateComplete.then(() => (this.#host.shadowRoot as ShadowRoot).getElementById(`person-${at}`)?.scrollIntoView({ block: 'nearest' }));
  }

  #pick(at: number): void {
    const { composing, from, to, people } = this.#picking ?? {};
    const person = people?.[at];
    const field = composing?.textField;
    if (!person || !field || from === undefined || to === undefined) return;
    this.#picked = new Map([[person.id, person], ...this.#picked]);
    this.#show(undefined);
    // Losing the focus is what ends a letter that is being composed.
    if (this.#composes) field.blur();
    insertWords(field, from, to, `@${person.name} `);
  }

  #show(picking: Picking | undefined): void {
    if (picking === this.#picking) return;
    this.#picking = picking;
    this.#waiting = undefined;
    this.#host.requestUpdate();
  }
}

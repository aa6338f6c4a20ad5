import type { ThreadEntry } from '@bandoc/client';
import { CommentActs } from './comment-acts.ts';
import type { CommentComposer } from './comment-composer.ts';
import { Composing } from './composing.ts';
import { quoteSelection } from './quoted-selection.ts';
import { ReadingActs } from './reading-acts.ts';
import { openStage, type Stage } from './stage.ts';
import { ThreadClosing } from './thread-closing.ts';

/** What a reader does in one thread besides reading it, and what of it lasts: the fields she writes in, what she has sent. */
export class ThreadActs extends ReadingActs {
  /** Ids that were once under way here: they keep a line that says how it stands, so that nothing moves when it changes. */
  readonly sent = new Set<string>();
  readonly comments: CommentActs;
  readonly closing: ThreadClosing;
  /** The composer below the comment that is being answered. */
  reply: CommentComposer | undefined;
  /** The comment of which all kinds of reactions are open. */
  choosing: string | undefined;
  readonly #own: Composing;
  #answer: Composing | undefined;

  constructor(stage: Stage) {
    super(openStage(stage));
    const { host } = stage;
    this.comments = new CommentActs(this.stage);
    this.closing = new ThreadClosing(this.stage);
    this.#own = new Composing(stage.composer, stage.host.renderRoot, this.stage.limits);
    if (!['new', 'old', 'top'].includes(host.sort))
      console.warn(`${host.localName}: sort: "${host.sort}" is neither "new", "old" nor "top"; the newest come first.`);
    if (stage.offset() === undefined)
      console.warn(`${host.localName}: utc-offset: "${host.utcOffset}" is no offset as +07:00; times are told by each reader's own clock.`);
    // What was typed before this was here.
    const { textField } = this.#own;
    if (textField && textField.value !== stage.composer.draft) this.typed(stage.composer);
  }

  /** Where she writes: the thread's own composer, that of the comment she answered last, and those of her comments that she changes. */
  get composings(): readonly Composing[] {
    return [this.#own, this.#answer ?? [], this.comments.composings].flat();
  }

  /** The kinds of reactions that the paper has. */
  get kinds(): readonly string[] {
    return this.stage.view()?.facts?.reactions ?? [];
  }

  /** Sets her one reaction to a comment, or (null) takes it back. */
  react({ id, ...entry }: ThreadEntry, kind: string | null): void {
    const { view, guestName } = this.stage;
    if (this.choosing === id) this.choose(undefined, { id, ...entry });
    view()?.react(id, kind, guestName());
  }

  /** Opens all kinds of reactions to one comment; undefined closes them, and gives the focus back to the comment that had them. */
  choose(entry: ThreadEntry | undefined, from?: ThreadEntry): void {
    this.choosing = entry?.id;
    if (entry) this.focusOn(() => this.comment(entry.id)?.querySelector<HTMLElement>('.choice button'));
    else if (from) this.focusOn(() => this.comment(from.id)?.querySelector<HTMLElement>('.kinds'));
    this.stage.host.requestUpdate();
  }

  /** A long list is not rendered anew for a letter that changes nothing but the field it is typed into. */
  typed(composer: CommentComposer): void {
    const { left, fault } = composer;
    this.#composing(composer)?.typed();
    this.#grow();
    if (composer.left !== left || composer.fault !== fault) this.stage.host.requestUpdate();
  }

  /** What helps to write has become so tall, px: the box grows with it. */
  stretch(composing: Composing, tools: number): void {
    if (composing.tools === tools) return;
    composing.tools = tools;
    this.#grow();
  }

  /** Sends what a composer holds, if it can be sent; otherwise it stays, and the composer says why. */
  send(composer: CommentComposer): void {
    if (this.closing.signedOut) {
      const elsewhere = !this.closing.signIn();
      composer.fault = { field: 'text', says: ({ signIn }) => (elsewhere && this.closing.signedOut ? signIn.elsewhere : '') };
      return this.#changed();
    }
    const { fold, follower, view, wrote } = this.stage;
    const { parent } = composer;
    const thread = view();
    const composing = this.#composing(composer);
    const written = thread && composing?.read();
    this.#changed();
    if (!written) return;
    const id = thread.add({ ...written, parent, mentions: follower.tools.mentionsIn(written.text) });
    composing?.clear();
    this.#changed();
    this.sent.add(id);
    if (parent !== null) {
      const answered = { id: parent };
      if (this.isFolded(answered)) this.turnBranch(answered, false);
      this.reply = undefined;
      this.focusOn(() => this.comment(id));
    } else if (thread.sort === 'old') fold.turn(true);
    wrote(id);
  }

  /** Puts a reply's composer away; its draft stays. */
  cancel({ parent }: CommentComposer): void {
    this.reply = undefined;
    this.focusOn(() => this.comment(parent)?.querySelector<HTMLElement>('.acts button'));
  }

  /** Opens the composer of a reply, which begins with what is selected of the comment. */
  async answer({ id }: Pick<ThreadEntry, 'id'>): Promise<void> {
    const { host } = this.stage;
    const quote = quoteSelection(host.renderRoot as ShadowRoot, this.comment(id)?.querySelector('.text'));
    this.#open(id);
    this.focusOn(() => this.#answer?.textField);
    if (!quote) return;
    await host.updateComplete;
    this.#answer?.fill(quote);
    this.#changed();
  }

  retry({ id }: ThreadEntry): void {
    this.stage.view()?.retry(id);
  }

  /** Gives the words of an unsent comment back to the field they came from. */
  async edit({ id, parent }: ThreadEntry): Promise<void> {
    const { host, view } = this.stage;
    const text = view()?.discard(id) ?? '';
    if (parent !== null) this.#open(parent);
    host.requestUpdate();
    await host.updateComplete;
    (parent === null ? this.#own : this.#answer)?.fill(text);
    this.#changed();
  }

  discard({ id }: ThreadEntry): void {
    const { host, view } = this.stage;
    view()?.discard(id);
    this.focusOn(() => host.renderRoot.querySelector('h2'));
  }

  #open(id: string): void {
    const { fold, compose, host, limits } = this.stage;
    fold.turn(true);
    // A composer begins with the draft as it is when it opens.
    if (this.reply?.parent === id) return;
    this.reply = compose(id);
    this.#answer = new Composing(this.reply, host.renderRoot, limits);
  }

  #composing(composer: CommentComposer): Composing | undefined {
    return composer.parent === null ? this.#own : this.#answer;
  }

  #changed(): void {
    this.#grow();
    this.stage.host.requestUpdate();
  }

  /** The thread's box grows with what is written in it. */
  #grow(): void {
    this.stage.host.renderRoot.querySelector('section')?.style.setProperty('--_grown', `${this.#own.grown + this.#own.tools}px`);
  }
}

import type { ReaderAct, ThreadEntry } from '@bandoc/client';
import { html, nothing } from 'lit';
import { CommentEditing } from './comment-editing.ts';
import { CommentMenu, type MenuItem } from './comment-menu.ts';
import { CommentMuting } from './comment-muting.ts';
import { CommentRemoving } from './comment-removing.ts';
import { CommentReporting } from './comment-reporting.ts';
import { CommentSharing } from './comment-sharing.ts';
import { CommentWordings } from './comment-wordings.ts';
import type { Composing } from './composing.ts';
import type { LivingStrings } from './living-strings.ts';
import type { OpenStage } from './stage.ts';
import type { sentenceOf } from './strings.ts';

/** How long it is said of a comment what was done with it, ms. */
const TOLD_FOR = 4_000;

/** What a reader does with one comment besides answering it, and what of it lasts while she reads. */
export class CommentActs {
  readonly #stage: OpenStage;
  readonly #menu: CommentMenu;
  readonly #editing: CommentEditing;
  readonly #removing: CommentRemoving;
  readonly #reporting: CommentReporting;
  readonly #sharing: CommentSharing;
  readonly #muting: CommentMuting;
  readonly #wordings: CommentWordings;
  #told: { readonly id: string; readonly says: string } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: OpenStage) {
    this.#stage = stage;
    this.#menu = new CommentMenu(stage.host);
    this.#editing = new CommentEditing(stage);
    this.#removing = new CommentRemoving(stage);
    this.#reporting = new CommentReporting(stage);
    this.#sharing = new CommentSharing(stage);
    this.#muting = new CommentMuting(stage);
    this.#wordings = new CommentWordings(stage);
    stage.host.requestUpdate();
  }

  /** Where words of comments are being changed. */
  get composings(): readonly Composing[] {
    return this.#editing.composings;
  }

  /** What stands in the place of a comment's words, if something does: then it can neither be answered nor acted on otherwise. */
  renderInstead(entry: ThreadEntry, words: LivingStrings, lang: string): unknown {
    if (this.#removing.left(entry.id) !== undefined) return html`<p class="text note">${words.menu.removed}</p>`;
    return this.#editing.render(entry, words, lang) ?? this.#muting.render(entry, words.menu);
  }

  /** Whether its words are not there to be read: deleted, being changed, or hidden with who wrote them. */
  isAway(entry: ThreadEntry): boolean {
    const { id, state } = entry;
    return state === 'gone' || this.#removing.left(id) !== undefined || this.#editing.isOpen(id) || this.#muting.hides(entry);
  }

  /** Below a comment's words: why the server does not take what was done with it, and what is being asked about it. */
  renderBelow(entry: ThreadEntry, words: LivingStrings, say: typeof sentenceOf): unknown {
    const { menu, writing } = words;
    const reported = () => this.#stage.follower.say(menu.reporting.reportedAloud);
    return [
      (entry.acts ?? []).map((act) => this.#renderRefusal(entry, act, words, say)),
      this.#reporting.render(entry, menu, writing.cancel, reported),
      this.#sharing.render(entry, menu),
      this.#wordings.render(entry, words),
    ];
  }

  /** At the end of the row of what can be done. */
  renderActions(entry: ThreadEntry, words: LivingStrings): unknown {
    const { id, acts, flag } = entry;
    const { menu } = words;
    const left = this.#removing.left(id);
    if (left !== undefined) return html`<button class="quiet" aria-label=${menu.undoName} @click=${() => this.#removing.undo(id)}>${menu.undo(left)}</button>`;
    if (this.#editing.isOpen(id)) return nothing;
    if (this.#muting.hides(entry)) return html`<button class="quiet" @click=${() => this.#muting.turn(entry, false)}>${menu.unmute}</button>`;
    const edit = acts?.find(({ op, sending }) => op === 'edit' && sending !== 'refused');
    const saving = edit && (edit.sending === 'waiting' ? menu.editing.waiting : menu.editing.sending);
    const isReported = flag !== undefined || acts?.some(({ op, sending }) => op === 'flag' && sending !== 'refused');
    const says = (this.#told?.id === id && this.#told.says) || saving || (isReported && menu.reporting.reported);
    return [says ? html`<span class="note">${says}</span>` : nothing, this.#menu.render(entry, menu.more(entry.author.name), this.#itemsOf(entry, words))];
  }

  #itemsOf(entry: ThreadEntry, { menu, wordings }: LivingStrings): MenuItem[] {
    const { own, state, sending, flag, editUntil = 0, author, text, id } = entry;
    const { view, client, follower } = this.#stage;
    if (sending || state === 'gone') return [];
    const has = (feature: 'edit' | 'flag') => client()?.has(feature) !== false;
    const isShown = state === 'shown';
    const told = () => this.#tell(id, menu.sharing.copied);
    const items: (MenuItem | false)[] = [
      own && state !== 'hidden' && has('edit') && editUntil > (view()?.now() ?? 0) && { label: menu.edit, choose: () => void this.#editing.open(entry, text) },
      own && {
        label: menu.remove,
        choose: () => {
          this.#removing.start(entry);
          follower.say(menu.removedAloud);
        },
      },
      this.#wordings.isOffered(entry) && { label: wordings.open, choose: () => this.#wordings.open(entry) },
      !own && isShown && has('flag') && flag === undefined && { label: menu.report, choose: () => this.#reporting.open(entry) },
      isShown && { label: menu.copyLink, choose: () => void this.#sharing.copy(entry, told) },
      isShown && { label: menu.share, choose: () => this.#sharing.share(entry, menu, told) },
      !own &&
        isShown &&
        author.id !== '' && {
          label: menu.mute,
          choose: () => {
            this.#muting.turn(entry, true);
            follower.say(menu.mutedAloud(author.name));
          },
        },
    ];
    return items.filter((item) => item !== false);
  }

  #renderRefusal(entry: ThreadEntry, { key, op, sending, text, failure }: ReaderAct, words: LivingStrings, say: typeof sentenceOf): unknown {
    if (sending !== 'refused' || op === 'react') return nothing;
    const { view, focus, host } = this.#stage;
    const { menu, discard } = words;
    const drop = () => {
      view()?.discard(key);
      focus(() => (host.renderRoot as ShadowRoot).getElementById(`c-${entry.id}`));
    };
    const again = () => {
      drop();
      if (op === 'edit') void this.#editing.open(entry, text);
      else if (op === 'del') this.#removing.start(entry);
      else this.#reporting.open(entry);
    };
    return html`<p class="refusal">
      <span class="wrong" role="alert">${say(menu.refused[op], failure?.code)}</span>
      <button class="quiet" @click=${again}>${menu.again[op]}</button>
      <button class="quiet" @click=${drop}>${discard}</button>
    </p>`;
  }

  #tell(id: string, says: string): void {
    this.#told = { id, says };
    this.#stage.follower.say(says);
    this.#stage.host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#told = undefined;
      this.#stage.host.requestUpdate();
    }, TOLD_FOR);
  }
}

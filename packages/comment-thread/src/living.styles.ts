import { css } from 'lit';
import { commentMenuStyles } from './comment-menu.styles.ts';

/** How looks what only a thread that lives shows; fetched after first content, so it moves nothing that is there. */
export const livingStyles = css`
  textarea:focus-visible,
  input:focus-visible {
    outline-offset: -2px;
  }
  textarea:focus-visible {
    border-radius: 10px 10px 3px 3px;
  }
  article:focus-visible {
    outline-offset: -2px;
  }
  /* Whoever has no pointer to rest on it sees the whole time too, between this comment and the one before. */
  .who {
    position: relative;
  }
  article:focus-visible > .who > time::after {
    content: attr(title);
    content: attr(title) / '';
    position: absolute;
    inset-block-end: calc(100% - 2px);
    inset-inline-start: 0;
    max-inline-size: 100%;
    padding-inline: 4px;
    border-radius: var(--_radius);
    font-size: 0.95em;
    line-height: 1.4;
    border: 1px solid var(--_line);
    background: var(--_paper);
    color: var(--_ink);
    overflow: hidden;
    text-overflow: ellipsis;
    pointer-events: none;
  }
  /* The list's box reaches into it. */
  .status {
    position: relative;
    z-index: 1;
  }
  article:focus:not(:focus-visible) {
    outline: none;
  }
  .status .up:not(:empty)::before {
    border-width: 4px;
  }
  [aria-invalid='true'] {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .wrong {
    font-size: 0.8em;
    color: var(--_accent);
    font-weight: 600;
  }
  .row > .primary {
    margin-inline-start: auto;
  }
  .says > * {
    font-size: inherit;
  }
  button.pill {
    flex: none;
    font-size: 0.85em;
    background: var(--_soft);
    font-variant-numeric: tabular-nums;
  }
  /* The box of one that is not sent yet is the box it will have: nothing moves when it is. */
  :is(.waiting, .sending) > .text {
    color: var(--_muted);
  }
  .acts > button {
    white-space: nowrap;
  }
  /* News take what is left of the row, so that nothing moves for them; where that is next to nothing, a row of their own. */
  .acts .pill {
    flex: 1 1 0;
    min-inline-size: 3.5em;
    padding-inline: 0 8px;
    overflow: hidden;
    text-align: end;
    text-overflow: ellipsis;
    border-color: transparent;
    background: none;
    color: var(--_accent);
    font-weight: 600;
  }
  .acts .pill + .dots {
    margin-inline-start: 0;
  }
  .acts .pill:hover {
    background: var(--_soft);
  }
  .react {
    font-variant-numeric: tabular-nums;
  }
  .react[aria-pressed='true'] {
    color: var(--_accent);
    font-weight: 600;
  }
  .list .gap {
    border: 0;
  }
  .at-hand {
    position: sticky;
    inset-block-end: 12px;
    z-index: 1;
    display: flex;
    align-items: end;
    justify-content: end;
    gap: 8px;
    block-size: 0;
    margin: 0;
  }
  .at-hand > button {
    background: var(--_paper);
    box-shadow: 0 1px 6px rgb(0 0 0 / 20%);
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-block: 2px 10px;
  }
  .choice button {
    border-radius: 999px;
    font-size: 0.9em;
  }
  .choice [aria-pressed='true'] {
    border-color: var(--_accent);
    color: var(--_accent);
    font-weight: 600;
  }
  .keys:not(:focus-visible) {
    position: absolute;
    clip-path: inset(50%);
  }
  .keys {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    z-index: 1;
  }
  dialog {
    max-inline-size: min(28em, 90vw);
    padding: 20px 24px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_paper);
    color: inherit;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  dialog p {
    margin: 0 0 12px;
    line-height: 1.4;
  }
  dialog dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 6px 16px;
    margin: 0 0 16px;
  }
  dialog dd {
    margin: 0;
  }
  dialog label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_target);
    margin-block-end: 12px;
  }
  kbd {
    padding: 1px 7px;
    border: 1px solid var(--_line);
    border-radius: 5px;
    font: inherit;
    background: var(--_soft);
  }
  [aria-current] {
    position: relative;
  }
  .since .pill {
    flex: 0 1 auto;
    min-inline-size: 3em;
    padding-inline: 8px;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    color: var(--_accent);
    font-weight: 600;
  }
  /* Within its own room, so that it moves nothing; a border, which forced colours keep. */
  [data-new] {
    padding-inline-start: 5px;
    border-inline-start: 3px solid var(--_accent);
  }
  /* Over the words, which keep their place. */
  .linked {
    position: absolute;
    inset: 0;
    border-inline-start: 4px solid var(--_accent);
    background: var(--_soft);
    pointer-events: none;
  }
  .led {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .led > .note {
    flex: 1 1 12em;
    line-height: 1.4;
  }
  .led > button {
    inline-size: auto;
    font-size: 0.85em;
  }
  .led > .quiet {
    color: var(--_accent);
  }
  [role='toolbar'] {
    display: flex;
    flex-wrap: wrap;
    padding: 0 6px 6px;
  }
  [role='toolbar'] button {
    min-inline-size: 36px;
    padding: 0 8px;
    font-size: 0.9em;
    line-height: 1.4;
  }
  @media (pointer: fine) {
    [role='toolbar'] button {
      min-block-size: 32px;
    }
  }
  [role='toolbar'] s {
    display: inline-block;
    inline-size: 1.2em;
    block-size: 0.8em;
    border-radius: 2px;
    background: currentcolor;
  }
  [role='toolbar'] [aria-pressed] {
    margin-inline-start: auto;
  }
  [role='toolbar'] [aria-pressed='true'] {
    background: var(--_soft);
    color: inherit;
  }
  .people {
    position: absolute;
    z-index: 3;
    max-inline-size: 100%;
    max-block-size: 16em;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_paper);
    box-shadow: 0 4px 16px rgb(0 0 0 / 18%);
  }
  .people > div {
    display: grid;
    align-items: center;
    min-block-size: var(--_target);
    padding-inline: 12px;
    border-radius: var(--_radius);
    line-height: 1.4;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .people > [aria-selected='true'] {
    background: var(--_soft);
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .preview {
    margin: 6px 8px;
    padding: 8px;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
  }
  .preview p {
    margin: 0;
  }
  li > .composer {
    margin-block: 4px 12px;
  }
  ${commentMenuStyles}
`;

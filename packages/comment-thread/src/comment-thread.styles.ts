import { css } from 'lit';

export const commentThreadStyles = css`
  :host {
    min-block-size: var(--bandoc-thread-reserve, 640px);
  }
  section {
    position: relative;
    display: flex;
    flex-direction: column;
    container-type: inline-size;
    min-block-size: calc(max(var(--bandoc-thread-reserve, 640px), var(--_kept, 0px)) + var(--_grown, 0px));
  }
  /* What was reserved is shared out among what stands in it; however large the reader's letters are, some of the list is seen. */
  .folded > .list {
    flex: 1 1 0px;
    min-block-size: 6em;
    /* Room within the box for what stands above the first comment. */
    margin-block-start: -1.4em;
    padding-block-start: 1.4em;
    overflow: visible clip;
  }
  .folded > .tall {
    mask-image: linear-gradient(#000 80%, transparent);
  }
  .folded > .tall .acts,
  .away {
    visibility: hidden;
  }
  header {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-block-end: 8px;
  }
  h2 {
    margin: 0;
    font-family: var(--_heading);
    font-size: 1.3em;
    font-weight: 700;
    line-height: 1.4;
  }
  h2 small {
    display: inline-block;
    min-inline-size: 3ch;
    font-weight: 400;
    font-size: 0.7em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .sort {
    flex: none;
    display: flex;
    justify-content: end;
  }
  .sort button {
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    font-size: 0.85em;
    color: var(--_muted);
  }
  .sort [aria-pressed='true'] {
    border-color: var(--_accent);
    color: inherit;
    font-weight: 600;
  }
  .composer {
    flex: none;
    border: 1px solid var(--_line);
    border-radius: 10px;
  }
  textarea {
    display: block;
    inline-size: 100%;
    max-block-size: 50vh;
    padding: 10px 14px 4px;
    border: 0;
    border-radius: 10px 10px 0 0;
    background: none;
    line-height: 1.6;
    resize: none;
    overflow-wrap: anywhere;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 0 8px 8px;
  }
  .row input {
    flex: 1 1 8em;
    min-inline-size: 0;
    min-block-size: var(--_target);
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_soft);
    font-size: 0.9em;
  }
  .row > b {
    flex: 1;
    padding-inline: 8px;
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }
  /* On a phone it has a line to itself, which is there before there is anything to say. */
  .says {
    order: -1;
    flex: 1 0 100%;
    min-block-size: 1.4em;
    padding-inline: 6px;
    font-size: 0.8em;
    line-height: 1.4;
  }
  /* Beside the heading, on a phone too: room for what came since her last visit. */
  .since {
    flex: 1;
    display: flex;
    justify-content: end;
    gap: 8px;
    min-inline-size: 0;
    min-block-size: var(--_target);
    margin: 0;
  }
  @container (max-width: 519px) {
    header {
      flex-wrap: wrap;
      gap: 0 12px;
    }
    .sort {
      flex-basis: 100%;
    }
  }
  @container (min-width: 520px) {
    .row input {
      flex: 0 1 15em;
    }
    .says {
      order: 0;
      flex: 1 1 0;
      text-align: end;
    }
  }
  .note,
  time {
    font-size: 0.8em;
    color: var(--_muted);
  }
  .status {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: calc(var(--_target) + 8px);
    margin: 0;
  }
  .status .note {
    line-height: 1.4;
    padding-inline-start: 16px;
    text-indent: -16px;
  }
  /* A ring that is filled while the thread is live. */
  .status .note:not(:empty)::before {
    content: '';
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 8px;
    border: 1px solid;
    border-radius: 50%;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .list > li + li {
    border-block-start: 1px solid var(--_line);
  }
  [hidden] {
    display: none;
  }
  /* Room for the focus ring within the box, which the fold may clip. */
  article {
    margin-inline-start: -8px;
    padding-block: 10px 2px;
    padding-inline-start: 8px;
  }
  article p {
    margin: 0;
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
  }
  .who b {
    font-weight: 650;
    font-size: 0.9em;
    overflow-wrap: anywhere;
  }
  .who i {
    padding: 0 6px;
    border: 1px solid;
    border-radius: var(--_radius);
    font-style: normal;
    font-size: 0.75em;
    line-height: 1.4;
    color: var(--_accent);
  }
  /* Wide enough for "59 phút trước", so that no minute breaks the line. */
  time {
    min-inline-size: 7em;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .text {
    max-inline-size: 66ch;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    min-block-size: var(--_target);
  }
  .acts > .quiet:first-of-type {
    margin-inline-start: -10px;
  }
  .acts button {
    min-inline-size: var(--_target);
    font-size: 0.85em;
  }
  @media (pointer: fine) {
    .acts,
    .acts button {
      min-block-size: 34px;
    }
  }
  .replies {
    margin-inline-start: 4px;
    padding-inline-start: 16px;
    border-inline-start: 2px solid var(--_line);
  }
  /* Deeper ones stand below each other, and say whom they answer: a phone has room for two steps. */
  .flat {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .to {
    display: none;
  }
  .flat > li > article .to {
    display: inline;
  }
  @container (max-width: 519px) {
    .replies .replies .replies {
      margin: 0;
      padding: 0;
      border: 0;
    }
    .replies .replies .replies > li > article .to {
      display: inline;
    }
  }
  button.more {
    border: 0;
    padding-inline: 0;
    color: var(--_accent);
    font-size: 0.85em;
  }
  .foot {
    flex: none;
    min-block-size: calc(var(--_target) + 8px);
    margin: 0;
    padding-block-start: 8px;
  }
  .foot button {
    inline-size: 100%;
  }
  .state {
    padding-block: 16px;
    max-inline-size: 60ch;
  }
  .state p {
    margin: 0 0 12px;
  }
  .bones {
    display: grid;
    gap: 10px;
    padding-block-start: 14px;
  }
  .bones span {
    block-size: 14px;
    border-radius: 4px;
    background: var(--_soft);
  }
  .bones span:nth-child(3n + 1) {
    inline-size: 30%;
    margin-block-start: 10px;
  }
  .bones span:nth-child(3n) {
    inline-size: 70%;
  }
`;

import { css } from 'lit';

export const shareBarStyles = css`
  :host {
    position: relative;
    container-type: inline-size;
    /* A container has no width of its own: this is what it gets where nobody gives it one, as in a flex row. */
    contain-intrinsic-inline-size: 320px;
    flex: auto;
    block-size: calc(var(--_target) + 14px);
    font-size: 14px;
  }
  /* One row whatever the width: what does not fit is reached by scrolling, and nothing below moves. */
  .row,
  slot {
    block-size: 100%;
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: none;
  }
  .row::-webkit-scrollbar {
    display: none;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 2px;
    /* The first icon stands on the text's edge, not its invisible frame. */
    margin-inline: -10px;
  }
  slot {
    display: block;
  }
  .row > * {
    flex: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 7px;
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    color: inherit;
    text-decoration: none;
    white-space: nowrap;
  }
  .row > :hover {
    background: var(--_soft);
  }
  .row > :focus-visible {
    outline-offset: -2px;
  }
  svg {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .label {
    display: grid;
  }
  .label > * {
    grid-area: 1 / 1;
  }
  [data-away] {
    visibility: hidden;
  }
  /* Seven with their words need 628 px; an article's column has 640 or more, a telephone less. */
  @container (max-width: 627px) {
    .label {
      display: none;
    }
  }
  .note {
    position: absolute;
    inset-block-start: 100%;
    inset-inline: 0;
    z-index: 2;
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  .note p {
    grid-column: 1 / -1;
    margin: 0;
  }
  .note input {
    min-inline-size: 0;
    min-block-size: var(--_target);
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
    text-overflow: ellipsis;
  }
  @media (forced-colors: active) {
    .note,
    .note input {
      border-color: CanvasText;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;

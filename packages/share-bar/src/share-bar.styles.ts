import { css } from 'lit';

export const shareBarStyles = css`
  :host {
    position: relative;
    container-type: inline-size;
    block-size: calc(var(--_target) + 14px);
  }
  [role='group'] {
    display: flex;
    align-items: center;
    gap: 2px;
    block-size: 100%;
    padding: 0 4px;
    margin: 0 -4px;
    /* One row whatever the width: what does not fit is reached by scrolling, and nothing below moves. */
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: none;
  }
  a,
  button {
    flex: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    color: inherit;
    font-size: 14px;
    line-height: 1.6;
    text-decoration: none;
    white-space: nowrap;
  }
  a:hover,
  button:hover {
    background: var(--_soft);
  }
  :focus-visible {
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
  /* The word that replaces a label lies over it, so that the button keeps its width. */
  .label > * {
    grid-area: 1 / 1;
  }
  .label > .away {
    visibility: hidden;
  }
  @container (max-width: 679px) {
    .label {
      display: none;
    }
  }
  .by-hand {
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline: 0;
    z-index: 2;
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_paper);
    font-size: 14px;
  }
  .by-hand p {
    grid-column: 1 / -1;
    margin: 0;
  }
  .by-hand input {
    min-inline-size: 0;
    min-block-size: var(--_target);
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
  }
  @media (forced-colors: active) {
    a,
    button {
      border-color: transparent;
    }
  }
`;

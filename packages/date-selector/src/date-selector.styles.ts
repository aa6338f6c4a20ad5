import { css } from 'lit';

export const dateSelectorStyles = css`
  :host {
    position: relative;
    /* Label, field and two lines for a message: the same before, while and after anything happens. */
    min-block-size: 110px;
  }
  /* What the page has put there, until there are words: it may be taller than the widget, and must not move what is below. */
  slot {
    display: block;
    block-size: 110px;
    overflow: auto;
  }
  form,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    line-height: 22px;
    font-size: 14px;
    color: var(--_muted);
  }
  .row {
    display: flex;
    gap: 8px;
  }
  .field {
    display: flex;
    padding-inline-start: 6px;
    border: 1px solid color-mix(in srgb, currentcolor 55%, transparent);
    border-radius: var(--_radius);
    font-variant-numeric: tabular-nums;
  }
  .field > span {
    align-self: center;
  }
  /* 42 px high, 44 for thumbs: the whole stays 110 px high. */
  input {
    inline-size: max(2ch + 22px, var(--_target));
    block-size: max(42px, var(--_target));
    padding: 0;
    border: 0;
    background: none;
    text-align: center;
  }
  [name='year'] {
    inline-size: calc(4ch + 16px);
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field > * {
    outline-offset: -3px;
  }
  .opener {
    display: grid;
    place-items: center;
    inline-size: 44px;
    padding: 0;
    border: 0;
  }
  svg {
    inline-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
  }
  .row > button {
    padding: 0 16px;
  }
  #message {
    padding-block-start: 2px;
    font-size: 14px;
    line-height: 20px;
    color: var(--_muted);
  }
  #message > span {
    color: var(--_accent);
  }
`;

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
  legend,
  p {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    block-size: 22px;
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
    align-items: center;
    block-size: 44px;
    padding-inline-start: 6px;
    border: 1px solid color-mix(in srgb, currentcolor 55%, transparent);
    border-radius: var(--_radius);
    font-variant-numeric: tabular-nums;
  }
  .field.wrong {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  input {
    inline-size: calc(2ch + 22px);
    block-size: 42px;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    text-align: center;
  }
  input[name='year'] {
    inline-size: calc(4ch + 16px);
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input[aria-invalid='true'] {
    box-shadow: inset 0 -3px var(--_accent);
  }
  input:focus-visible,
  .opener:focus-visible {
    outline-offset: -3px;
  }
  .opener {
    display: grid;
    place-items: center;
    inline-size: 44px;
    min-block-size: 42px;
    padding: 0;
    border: 0;
  }
  svg {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
  }
  .go {
    min-block-size: 44px;
    padding: 0 16px;
  }
  .message {
    min-block-size: 42px;
    padding-block-start: 2px;
    font-size: 14px;
    line-height: 20px;
    color: var(--_muted);
  }
  .wrong-words {
    color: var(--_accent);
  }
  .near {
    display: inline;
    min-block-size: 0;
    margin-inline-start: 4px;
    padding: 0 2px;
    border: 0;
    color: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  /* For thumbs; the whole stays 110px high. */
  @media (pointer: coarse) {
    .field {
      block-size: 46px;
    }
    input,
    .opener {
      inline-size: 44px;
      block-size: 44px;
    }
    .message {
      min-block-size: 40px;
      padding: 0;
    }
  }
`;

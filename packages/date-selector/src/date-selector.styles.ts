import { css } from 'lit';

export const dateSelectorStyles = css`
  :host {
    position: relative;
    font-variant-numeric: tabular-nums;
  }
  .label {
    font-size: 14px;
    color: var(--_muted);
  }
  .field {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    block-size: 46px;
    margin-block: 4px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .field:focus-within {
    border-color: var(--_accent);
  }
  input {
    inline-size: 2.7em;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 3px;
    background: none;
    text-align: center;
  }
  input[name='year'] {
    inline-size: 3.8em;
  }
  input:first-of-type {
    margin-inline-start: 4px;
  }
  input:focus-visible {
    outline-offset: -4px;
  }
  input[aria-invalid='true'] {
    box-shadow: inset 0 -2px var(--_accent);
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .slash {
    color: var(--_muted);
  }
  .field button {
    block-size: 44px;
    min-inline-size: 44px;
    padding: 0 10px;
    border: 0;
    border-inline-start: 1px solid var(--_line);
    border-radius: 0;
  }
  .field button:last-of-type {
    border-start-end-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }
  svg {
    display: block;
    inline-size: 20px;
    block-size: 20px;
    margin: auto;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
  }
  .message {
    min-block-size: 24px;
    margin: 0;
    font-size: 13.5px;
    line-height: 24px;
    color: var(--_muted);
  }
  .wrong {
    color: var(--_accent);
    font-weight: 600;
  }
  .note {
    font-size: 13.5px;
    color: var(--_muted);
  }
  .panel {
    position: fixed;
    inset: auto;
    z-index: 3;
    inline-size: min(360px, calc(100vw - 8px));
    margin: 0;
    padding: 12px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_paper);
    color: var(--_ink);
  }
  .panel:not([popover]) {
    position: absolute;
  }
  .panel header,
  .panel footer {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .panel header button {
    min-inline-size: var(--_target);
    padding: 0;
    border-color: transparent;
    font-size: 18px;
  }
  .panel footer {
    gap: 8px;
    min-block-size: calc(var(--_target) + 8px);
    margin-block-start: 8px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }
  .panel footer button {
    flex: none;
  }
  button.inline {
    min-block-size: 24px;
    padding: 0 4px;
    text-decoration: underline;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    table-layout: fixed;
  }
  th {
    padding: 0;
    font-size: 12px;
    font-weight: 500;
    line-height: 28px;
    color: var(--_muted);
  }
  td {
    block-size: 44px;
    padding: 1px;
    text-align: center;
  }
  .day {
    position: relative;
    display: block;
    inline-size: 100%;
    min-block-size: 42px;
    padding: 6px 0 0;
    border: 0;
    border-radius: var(--_radius);
    color: inherit;
    font-size: 15px;
    line-height: 1.4;
    text-decoration: none;
    text-align: center;
  }
  button.day {
    padding-block-end: 12px;
  }
  .day:hover {
    background: var(--_soft);
  }
  .day[aria-disabled='true'] {
    color: var(--_muted);
    opacity: 1;
  }
  .day:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .bar {
    position: absolute;
    inset-block-end: 6px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: 0;
    block-size: 3px;
    border-radius: 2px;
    background: var(--_accent);
  }
  .bar[data-step='1'] {
    inline-size: 6px;
  }
  .bar[data-step='2'] {
    inline-size: 11px;
  }
  .bar[data-step='3'] {
    inline-size: 16px;
  }
  .bar[data-step='4'] {
    inline-size: 21px;
  }
  .bar[data-step='5'] {
    inline-size: 26px;
  }
  [aria-current='date'] {
    box-shadow: inset 0 0 0 1.5px currentcolor;
  }
  [aria-selected='true'] .day {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  [aria-selected='true'] .bar {
    background: var(--_on-accent);
  }
  @media (forced-colors: active) {
    [aria-selected='true'] .day {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .bar {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;

import { css } from 'lit';

export const calendarStyles = css`
  .panel {
    position: absolute;
    inset: auto;
    z-index: 10;
    inline-size: min(360px, 100vw - 16px);
    max-block-size: calc(100vh - 16px);
    max-block-size: calc(100dvh - 16px);
    margin: 0;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: 10px;
    background: var(--_paper);
    color: inherit;
    overflow: auto;
  }
  @media (max-width: 480px) {
    .panel {
      inline-size: calc(100vw - 16px);
    }
  }
  .panel:focus {
    outline: none;
  }
  header {
    display: flex;
    align-items: center;
    block-size: 44px;
  }
  header button {
    flex: none;
    inline-size: var(--_target);
    padding: 0;
    font-size: 20px;
    line-height: 1;
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 16px;
    line-height: 1.3;
    text-align: center;
  }
  #keys {
    margin: 2px 0 4px;
    font-size: 12px;
    line-height: 1.5;
    color: var(--_muted);
    text-align: center;
  }
  /* Without keys there is nothing to help with; screen readers may have them all the same. */
  @media (hover: none) {
    #keys {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th {
    block-size: 28px;
    padding: 0;
    font-size: 12px;
    font-weight: 500;
    color: var(--_muted);
  }
  td {
    block-size: 44px;
    padding: 1px;
  }
  td > * {
    position: relative;
    display: grid;
    place-content: center;
    inline-size: 100%;
    block-size: 42px;
    min-block-size: 42px;
    padding: 0 0 6px;
    border: 2px solid transparent;
    border-radius: var(--_radius);
    color: inherit;
    font-size: 15px;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    td {
      block-size: 46px;
    }
    td > * {
      block-size: 44px;
    }
  }
  td > :hover {
    background: var(--_soft);
  }
  td > :focus-visible {
    outline-offset: 0;
  }
  .empty > *,
  td > [aria-disabled='true'] {
    color: var(--_muted);
    opacity: 1;
  }
  td > [aria-disabled='true'] {
    text-decoration: line-through;
  }
  td > [aria-current='date'] {
    border-color: currentcolor;
  }
  [aria-selected='true'] > * {
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  /* How many articles, beside the number that is in the name: drawn as a border, which forced colours leave standing. */
  i {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-start: 50%;
    translate: -50%;
    inline-size: 0;
    border-block-end: 3px solid var(--_accent);
    border-radius: 2px;
  }
  i:dir(rtl) {
    translate: 50%;
  }
  i[data-level='0'] {
    display: none;
  }
  i[data-level='1'] {
    inline-size: 6px;
  }
  i[data-level='2'] {
    inline-size: 11px;
  }
  i[data-level='3'] {
    inline-size: 16px;
  }
  i[data-level='4'] {
    inline-size: 22px;
  }
  [aria-selected='true'] i {
    border-color: currentcolor;
  }
  footer {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 52px;
    margin-block-start: 4px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
    font-size: 13px;
    line-height: 1.5;
    color: var(--_muted);
  }
  .note {
    flex: 1;
  }
  .note p {
    margin: 0;
  }
  footer p .quiet {
    color: inherit;
    font-weight: 600;
    text-decoration: underline;
  }
  footer > button {
    margin-inline-start: auto;
    color: var(--_ink);
  }
  @media (forced-colors: active) {
    /* A transparent border would be drawn. */
    td > :not([aria-current]) {
      border-color: Canvas;
    }
    [aria-selected='true'] > :is(a, button) {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

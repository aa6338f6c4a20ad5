import { css } from 'lit';

/** What is wrong, and the days that are offered instead. */
export const choiceStyles = css`
  .wrong {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  [aria-invalid] {
    border-radius: 3px;
    box-shadow: inset 0 -3px var(--_accent);
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
`;

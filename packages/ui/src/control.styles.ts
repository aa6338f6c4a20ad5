import { css } from 'lit';

/** The reset, the focus ring, and the three looks of a button: plain, `.quiet`, `.primary`; `.unseen` is for screen readers only. */
export const controlStyles = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    min-height: var(--_target);
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
  }
  button:hover {
    background: var(--_soft);
  }
  button.quiet {
    border-color: transparent;
    color: var(--_muted);
  }
  button.quiet:hover {
    color: inherit;
  }
  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    padding: 0 18px;
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 3px;
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
    }
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

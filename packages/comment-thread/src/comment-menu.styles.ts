import { css } from 'lit';

/** How looks what can be done with one comment besides answering it. */
export const commentMenuStyles = css`
  /* At the end of its row, so that what comes into the row does not move it. */
  .acts > .dots {
    margin-inline-start: auto;
    padding-block-end: 0.5em;
    font-weight: 700;
    letter-spacing: 0.05em;
  }
  .menu {
    position: absolute;
    z-index: 2;
    display: grid;
    min-inline-size: 11em;
    max-inline-size: 100%;
    padding: 4px;
    border: 1px solid var(--_line);
    border-radius: 8px;
    background: var(--_paper);
    box-shadow: 0 4px 16px rgb(0 0 0 / 18%);
  }
  .menu button {
    min-block-size: var(--_target);
    border-color: transparent;
    text-align: start;
    line-height: 1.4;
  }
  .menu button:focus-visible {
    outline-offset: -2px;
  }
  /* It takes what room is left and no line of its own, so that its coming and going moves nothing. */
  .acts > .note {
    flex: 1 1 0;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  [data-muted] > .who {
    display: none;
  }
  .refusal {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
  }
  .refusal button {
    font-size: 0.85em;
  }
  .composer .until {
    flex: 1 1 8em;
    padding-inline: 6px;
    line-height: 1.4;
  }
  article form .row {
    justify-content: flex-end;
  }
  article > .composer {
    margin-block: 4px;
  }
  .report,
  .link,
  .wordings {
    max-inline-size: 32em;
    margin-block: 6px;
    padding: 10px 6px 0;
    border: 1px solid var(--_line);
    border-radius: 10px;
    font-size: 0.9em;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0 8px;
    border: 0;
  }
  legend {
    padding: 0 0 4px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  fieldset label {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    line-height: 1.4;
  }
  fieldset input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .report > .words,
  .link input {
    inline-size: calc(100% - 16px);
    min-block-size: var(--_target);
    margin: 4px 8px;
    padding: 0 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_soft);
  }
  .link p {
    margin: 0 8px;
    font-size: inherit;
    line-height: 1.4;
  }
  .wordings p {
    margin: 0 8px 4px;
    font-size: inherit;
    line-height: 1.5;
  }
  .wordings time {
    margin: 0 8px;
  }
  .link button,
  .wordings button {
    margin: 4px 8px 8px;
  }
  @media (pointer: coarse) {
    fieldset label {
      min-block-size: var(--_target);
    }
  }
`;

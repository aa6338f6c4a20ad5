import { css } from 'lit';

export const shareNoteStyles = css`
  .note {
    position: absolute;
    inset: 100% 0 auto;
    z-index: 2;
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 8px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
  }
  .note p {
    grid-column: 1 / -1;
    margin: 0;
  }
  .note input {
    min-height: var(--_target);
    min-width: 0;
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
  }
`;

import { css } from 'lit';

export const shareSheetStyles = css`
  dialog {
    inline-size: min(92vw, 420px);
    max-block-size: 90vh;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_paper);
    color: inherit;
    overflow: auto;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  .sheet {
    display: grid;
    gap: 10px;
    padding: 16px;
  }
  .sheet p {
    margin: 0;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .sheet #sheet-title {
    font-weight: 600;
  }
  .sheet .words {
    font-size: 13px;
    color: var(--_muted);
  }
  .ways {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 4px;
  }
  .ways > * {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: var(--_target);
    padding: 0 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    color: inherit;
    text-align: start;
    text-decoration: none;
  }
  .sheet .ways span {
    display: inline;
  }
  .sheet :is([role='status']:not(:empty), .note) {
    position: static;
  }
  .close {
    justify-self: end;
  }
`;

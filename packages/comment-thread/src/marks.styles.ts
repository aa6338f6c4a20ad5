import { css } from 'lit';

/** How marks look; they come with the first text that has one. */
export const marksStyles = css`
  .marked > * {
    margin: 0;
  }
  .marked > * + * {
    margin-block-start: 6px;
  }
  blockquote {
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--_line);
    color: var(--_muted);
  }
  .marked ul {
    list-style: '– ';
    padding-inline-start: 1.2em;
  }
  code {
    padding: 1px 5px;
    border-radius: 4px;
    background: var(--_soft);
    font-size: 0.9em;
    white-space: pre-wrap;
  }
  .marked a {
    color: var(--_accent);
    text-underline-offset: 0.2em;
  }
  .spoiler button + span {
    padding: 2px 4px;
    border-radius: 4px;
    background: var(--_soft);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }
  .spoiler [aria-expanded='false'] + span {
    background: color-mix(in srgb, currentcolor 14%, transparent);
    cursor: pointer;
  }
  .spoiler button {
    min-block-size: 24px;
    padding: 0 8px;
    border-radius: 4px;
    background: var(--_paper);
    font-size: 0.8em;
    line-height: 1.4;
    color: var(--_accent);
  }
  .spoiler button::before {
    content: '▸';
    display: inline-block;
    inline-size: 1.2em;
  }
  .spoiler [aria-expanded='true']::before {
    content: '▾';
  }
  /* Its place is kept, and nothing of it is read, found or reached before it is opened. */
  .spoiler [aria-expanded='false'] + span > span {
    visibility: hidden;
  }
`;

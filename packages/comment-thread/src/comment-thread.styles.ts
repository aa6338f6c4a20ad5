import { css } from 'lit';

export const commentThreadStyles = css`
  section {
    display: flex;
    flex-direction: column;
    min-block-size: var(--bandoc-thread-reserve, 640px);
  }
  /* The box that was reserved, until the reader opens it. */
  section.folded {
    block-size: var(--bandoc-thread-reserve, 640px);
    overflow: clip;
    overflow-clip-margin: 4px;
  }
  .folded > .list {
    flex: 1;
    min-block-size: 0;
    overflow: clip;
    overflow-clip-margin: 4px;
  }
  header {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 12px;
    margin-block-end: 8px;
  }
  h2 {
    margin: 0;
    font: 700 22px/1.4 var(--_heading);
  }
  h2 small {
    font-weight: 400;
    font-size: 15px;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .sort {
    display: flex;
  }
  .sort button {
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    font-size: 14px;
    color: var(--_muted);
  }
  .sort [aria-pressed='true'] {
    border-color: var(--_accent);
    color: inherit;
    font-weight: 600;
  }
  .composer {
    flex: none;
    border: 1px solid var(--_line);
    border-radius: 10px;
  }
  .composer:focus-within {
    border-color: var(--_accent);
  }
  textarea {
    display: block;
    inline-size: 100%;
    max-block-size: 50vh;
    padding: 10px 14px;
    border: 0;
    border-radius: 10px 10px 0 0;
    background: none;
    line-height: 1.6;
    resize: none;
  }
  textarea:focus-visible,
  input:focus-visible {
    outline-offset: -2px;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 8px 8px;
  }
  .row input {
    flex: 1 1 130px;
    min-inline-size: 0;
    max-inline-size: 260px;
    min-block-size: var(--_target);
    padding: 0 8px;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_soft);
    font-size: 15px;
  }
  .row .note {
    flex: 1 1 0;
    min-inline-size: 0;
    text-align: end;
    line-height: 1.35;
  }
  [aria-invalid='true'] {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .note,
  time {
    font-size: 13.5px;
    color: var(--_muted);
  }
  .wrong {
    color: var(--_accent);
    font-weight: 600;
    font-size: 13.5px;
  }
  .status {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    block-size: calc(var(--_target) + 8px);
    margin: 0;
  }
  .status .note {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .up::before {
    content: '';
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 8px;
    border-radius: 50%;
    background: currentcolor;
  }
  button.pill {
    flex: none;
    font-size: 14px;
    background: var(--_soft);
    font-variant-numeric: tabular-nums;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .list > li + li {
    border-block-start: 1px solid var(--_line);
  }
  li[hidden] {
    display: none;
  }
  article {
    padding-block: 12px 4px;
  }
  article.unsent {
    margin-block: 4px;
    padding: 8px 12px 4px;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
  }
  article p {
    margin: 0;
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
  }
  .who b {
    font-weight: 650;
    font-size: 15px;
    overflow-wrap: anywhere;
  }
  .text {
    max-inline-size: 66ch;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 4px;
    min-block-size: var(--_target);
  }
  .acts > .quiet:first-child {
    margin-inline-start: -10px;
  }
  .acts button {
    font-size: 14px;
  }
  .replies {
    margin-inline-start: 4px;
    padding-inline-start: 16px;
    border-inline-start: 2px solid var(--_line);
  }
  /* Deeper ones stand below each other: a phone has no room for more steps. */
  .replies .replies .replies {
    margin-inline-start: 0;
    padding-inline-start: 0;
    border: 0;
  }
  .replies .composer,
  .list > li > .composer {
    margin-block: 4px 12px;
  }
  button.more {
    border: 0;
    padding-inline: 0;
    color: var(--_accent);
    font-size: 14px;
  }
  .foot {
    flex: none;
    block-size: calc(var(--_target) + 8px);
    margin: 0;
    padding-block-start: 8px;
  }
  .foot button {
    inline-size: 100%;
  }
  .state {
    padding: 16px 0;
    max-inline-size: 60ch;
  }
  .state p {
    margin: 0 0 12px;
  }
  .bones {
    display: grid;
    gap: 10px;
    padding-block-start: 14px;
  }
  .bones span {
    block-size: 14px;
    border-radius: 4px;
    background: var(--_soft);
  }
  .bones span:nth-child(3n + 1) {
    inline-size: 30%;
    margin-block-start: 10px;
  }
  .bones span:nth-child(3n) {
    inline-size: 70%;
  }
`;

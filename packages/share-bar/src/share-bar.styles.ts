import { css } from 'lit';

// Why, here and not between the rules, where every reader would fetch it:
// - One row whatever the width: what does not fit is reached by scrolling, and nothing below moves. Status and note lie over what is below.
// - 58 px hold a touch target of 44 and its air; bandoc.css keeps the same before the widget is there.
// - A container has no width of its own; its intrinsic size is what it gets where nobody gives it one, as in a flex row.
// - The row begins 8 px before its box: the first icon stands on the text's edge, not its invisible frame. Nothing hangs out at its end, which would
//   let a narrow page scroll.
// - Seven with their words need 645 px, in Vietnamese as in English; the widest three need 345, which a telephone has.
export const shareBarStyles = css`
  :host {
    position: relative;
    container-type: inline-size;
    contain-intrinsic-inline-size: 320px;
    flex: auto;
    box-sizing: border-box;
    height: 58px;
    border-block: 1px solid var(--_line);
    font-size: 14px;
  }
  .row,
  slot {
    height: 100%;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .row::-webkit-scrollbar {
    display: none;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-inline-start: -8px;
  }
  slot {
    display: block;
  }
  .row > * {
    flex: none;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--_target);
    min-width: var(--_target);
    padding: 0 7px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    color: inherit;
    text-decoration: none;
    outline-offset: -2px;
  }
  a:hover {
    background: var(--_soft);
  }
  svg {
    width: 20px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @container (max-width: 644px) {
    .row:not([data-few]) span {
      display: none;
    }
  }
  @container (max-width: 344px) {
    span {
      display: none;
    }
  }
  [role='status']:not(:empty) {
    position: absolute;
    inset: 100% auto auto 0;
    z-index: 2;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_paper);
    overflow-wrap: anywhere;
  }
  @media print {
    :host {
      display: none;
    }
  }
`;

/** Kept between the panel and the window's edge, px. */
const MARGIN = 8;
/** Kept between the panel and what it belongs to, px. */
const GAP = 4;

/** Whether this browser lifts a panel above everything else by itself (Chromium 114, Safari 17, Firefox 125). */
export function hasPopover(): boolean {
  return Object.hasOwn(HTMLElement.prototype, 'popover');
}

/**
 * Puts an absolutely positioned panel below its anchor, above it where only that fits, and inside the window in any case. In the top layer it is
 * placed from the page's corner, so that it scrolls with the page; else from `host`, its positioned ancestor.
 */
export function placePanel(panel: HTMLElement, anchor: Element, host: Element): void {
  const { clientWidth, clientHeight } = document.documentElement;
  panel.style.maxInlineSize = `${clientWidth - 2 * MARGIN}px`;
  const field = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = field.bottom + GAP;
  const above = field.top - GAP - height;
  const free = below + height + MARGIN <= clientHeight ? below : above >= MARGIN ? above : clientHeight - MARGIN - height;
  const origin = panel.popover ? { left: -scrollX, top: -scrollY } : host.getBoundingClientRect();
  const inside = (wanted: number, size: number, space: number) => Math.max(MARGIN, Math.min(wanted, space - MARGIN - size));
  const start = getComputedStyle(panel).direction === 'rtl' ? field.right - width : field.left;
  panel.style.left = `${inside(start, width, clientWidth) - origin.left}px`;
  panel.style.top = `${Math.max(MARGIN, free) - origin.top}px`;
}

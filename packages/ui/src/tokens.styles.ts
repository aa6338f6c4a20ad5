import { css } from 'lit';

/**
 * Every colour, space and radius that a widget uses, as private properties (`--_ink`), each settable from the page by its public name
 * (`--bandoc-ink`). Text and paper come from the page itself: ink is the inherited colour, lines and muted text are mixed from it, so light
 * and dark follow the page's own `color-scheme` without a setting.
 */
export const tokenStyles = css`
  :host {
    --_ink: var(--bandoc-ink, currentcolor);
    --_muted: var(--bandoc-muted, color-mix(in srgb, currentcolor 70%, transparent));
    --_line: var(--bandoc-line, color-mix(in srgb, currentcolor 18%, transparent));
    --_soft: var(--bandoc-soft, color-mix(in srgb, currentcolor 5%, transparent));
    --_paper: var(--bandoc-paper, Canvas);
    --_accent: var(--bandoc-accent, LinkText);
    --_on-accent: var(--bandoc-on-accent, Canvas);
    --_radius: var(--bandoc-radius, 6px);
    --_heading: var(--bandoc-heading-font, inherit);
    --_target: 40px;
    display: block;
    color: var(--_ink);
    line-height: 1.6;
  }
  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--bandoc-accent, light-dark(#9b1c1f, #ff9a8f));
      --_on-accent: var(--bandoc-on-accent, light-dark(#fff, #1c1b1a));
      --_paper: var(--bandoc-paper, light-dark(#fffdfa, #171615));
    }
  }
  @media (pointer: coarse) {
    :host {
      --_target: 44px;
    }
  }
  :host([hidden]) {
    display: none;
  }
`;

import { svg, type SVGTemplateResult } from 'lit';
import type { ShareTarget } from './share-targets.ts';

/** Quiet strokes on a field of 20, drawn for this bar. */
export const SHARE_ICONS: Record<ShareTarget | 'done', SVGTemplateResult> = {
  zalo: svg`<rect x="2" y="3" width="16" height="13" rx="4"/><path d="M6 7h4l-4 5h4M13 12a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2m1.6-3.2V12M7 16l-2 2.200V15.500"/>`,
  facebook: svg`<circle cx="10" cy="10" r="8"/><path d="M10.800 18v-7.200M8 11h5M10.800 11V8.600c0-1.200.7-1.900 2.200-1.800"/>`,
  x: svg`<path d="M4 4l12 12M16 4L4 16"/>`,
  telegram: svg`<path d="M2.500 9.600L17 3.500l-2.500 13-5-3.800-2.400 2.500-.5-4.400L17 3.500"/>`,
  email: svg`<rect x="2" y="4" width="16" height="12" rx="2"/><path d="M2.500 5.500L10 11l7.500-5.500"/>`,
  copy: svg`<path d="M8 12l4-4M9 6l2-2a3.500 3.500 0 0 1 5 5l-2 2M11 14l-2 2a3.500 3.500 0 0 1-5-5l2-2"/>`,
  native: svg`<path d="M10 12.500V3M6.500 6L10 2.800 13.500 6M4 10v6.500h12V10"/>`,
  done: svg`<path d="M4 10.500l4 4 8-9"/>`,
};

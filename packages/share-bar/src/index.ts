export { cleanAddress } from './clean-address.ts';
export { isLinkTarget, type LinkTarget, type Shareable, shareAddress } from './share-address.ts';
export { ShareBar, type ShareOutcome } from './share-bar.ts';
export { SHARE_TARGETS, type ShareTarget } from './share-targets.ts';
export { type ShareStrings } from './strings.ts';

export { cleanAddress } from './clean-address.ts';
export { shareAddress } from './share-address.ts';
export { ShareBar, type ShareChoice, type ShareOutcome } from './share-bar.ts';
export { type LinkTargetId, SHARE_TARGETS, type ShareTarget, type TargetId, USUAL_TARGETS } from './share-targets.ts';
export { type Shareable } from './shareable.ts';
export { type ShareStrings } from './strings.ts';

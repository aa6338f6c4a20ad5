// What runs on a server as well has an entry of its own, @bandoc/share-bar/share-address: a page that only shows the bar does not carry it.
export { ShareBar, type ShareChoice, type ShareOutcome } from './share-bar.ts';
export { type ShareTarget, type TargetId } from './share-targets.ts';
export { type ShareStrings } from './strings.ts';

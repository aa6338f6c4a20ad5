export { ShareBar as Element } from '@bandoc/share-bar';
export { canRender } from '../template-policy.ts';

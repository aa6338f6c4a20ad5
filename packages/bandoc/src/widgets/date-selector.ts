export { setPageServer } from '@bandoc/client/browser';
export { DateSelector as Element } from '@bandoc/date-selector';
export { canRender } from '../template-policy.ts';

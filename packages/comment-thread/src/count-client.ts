export { clientFor } from '@bandoc/client/browser';

export { startPage } from './page-widgets.ts';

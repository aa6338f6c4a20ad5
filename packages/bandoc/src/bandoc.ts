import { startPage } from './page-widgets.ts';

// The bundle's entry. This file and page-widgets.ts import nothing else statically and keep to syntax that older browsers can read:
// such a browser gets past them, and keeps the page as it was.
startPage(document, import.meta.url);

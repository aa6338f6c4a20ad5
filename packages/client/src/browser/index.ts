export { clientFor } from './client-for.ts';
export { setClientFor } from './page-clients.ts';
export { pageServer, setPageServer } from './page-server.ts';
export { readCounts } from './read-counts.ts';
export { readThread } from './read-thread.ts';

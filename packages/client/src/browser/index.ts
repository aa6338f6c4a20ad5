export { clientFor } from './client-for.ts';
export { setClientFor, threadClientFor } from './page-client.ts';
export { pageServer, setPageServer } from './page-server.ts';

export { clientFor, setClientFor } from './client-for.ts';
export { pageServer, setPageServer } from './page-server.ts';

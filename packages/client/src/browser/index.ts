export { clientFor, pageServer, setClientFor, setPageServer } from './client-for.ts';

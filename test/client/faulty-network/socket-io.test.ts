import { describeReader } from './scenarios.ts';

describeReader('Socket.IO', { via: 'socket-io', bind: { http: 'v1', io: 'v1/io', ws: 'v1/ws' } });

import { describeReader } from './scenarios.ts';

describeReader('WebSocket', { via: 'web-socket', bind: { http: 'v1', ws: 'v1/ws' } });

import { describeReader } from './scenarios.ts';

describeReader('HTTP with polls', { via: 'http', bind: { http: 'v1', ws: 'v1/ws' } });

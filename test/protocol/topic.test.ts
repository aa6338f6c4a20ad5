import { daysTopic, formatCursor, parseCursor, parseTopic, threadOfPath } from '@bandoc/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('topics and cursors', () => {
  it('[MD1] are taken apart into kind, name and month', () => {
    expect(parseTopic('thread:cho-dem')).toEqual({ kind: 'thread', name: 'cho-dem' });
    expect(parseTopic(daysTopic('home', '2020-10'))).toEqual({ kind: 'days', name: 'home', month: '2020-10' });
  });

  it('[MD4] survive a round trip', () => {
    expect(parseCursor(formatCursor('a_7-b', 812))).toEqual({ epoch: 'a_7-b', seq: 812 });
  });
});

describe('threadOfPath', () => {
  it('[MD5] is the path without outer slashes, inner ones as ~', () => {
    expect(threadOfPath('/ha-noi/cho-dem.html')).toBe('ha-noi~cho-dem.html');
    expect(threadOfPath('/')).toBe('~');
    expect(threadOfPath('/tin/')).toBe('tin');
  });

  it('[MD5] is always a topic name, and differs where paths that were cut or replaced differ', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), fc.string({ minLength: 1, maxLength: 200 }), (a, b) => {
        expect(threadOfPath(a)).toMatch(/^[A-Za-z0-9._~-]{1,64}$/);
        const bare = (path: string) => path.replace(/^\/+|\/+$/g, '');
        if (bare(a) !== bare(b)) expect(threadOfPath(a)).not.toBe(threadOfPath(b));
      }),
    );
    const long = `/${'a'.repeat(80)}`;
    expect(threadOfPath(`${long}1`)).not.toBe(threadOfPath(`${long}2`));
    expect(threadOfPath('/chợ đêm')).not.toBe(threadOfPath('/chò đệm'));
  });
});

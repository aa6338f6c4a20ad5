import { createMemoryWire, type Wire, WireError } from '@bandoc/client';
import type { Core } from '@bandoc/server/core';
import { describe, expect, it } from 'vitest';
import { createSocketOrHttp } from '../../packages/client/src/transports/socket-or-http.ts';
import type { VirtualTime } from '../setup/virtual-time.ts';
import { createMemoryHttp } from './memory-http.ts';
import { createNewsroom, words } from './newsroom.ts';

/** A way to a core by sockets, which the test blocks, or by HTTP, which it may block too; tells which was tried when, in s. */
function createRoads(core: Core, time: VirtualTime) {
  const begun = time.now();
  const tried: Array<readonly [number, 'socket' | 'http']> = [];
  const note = (way: 'socket' | 'http') => tried.push([(time.now() - begun) / 1_000, way]);
  const roads = { sockets: 'open' as 'open' | 'closed' | 'mute', http: true, tried, wire: {} as Wire };
  const [memory, plain] = [createMemoryWire(core), createMemoryHttp(core)];
  const knock = async () => {
    if (!roads.http) throw new WireError('unreachable');
  };
  roads.wire = {
    ...memory,
    connect: createSocketOrHttp({
      clock: time,
      timers: time,
      knock,
      socketOf: () => async (handlers, discovery) => {
        note('socket');
        if (roads.sockets === 'closed') throw new WireError('unreachable');
        return memory.connect(roads.sockets === 'mute' ? { ...handlers, frames: () => {} } : handlers, discovery);
      },
      http: async (handlers, discovery) => {
        note('http');
        await knock();
        return plain.connect(handlers, discovery);
      },
    }),
  };
  return roads;
}

describe('where sockets are blocked', () => {
  it('the third failure within a minute leads to HTTP, and what was written meanwhile goes out', async () => {
    const { time, core, reader } = createNewsroom();
    const roads = createRoads(core, time);
    roads.sockets = 'closed';
    const client = reader({ wire: roads.wire });
    const view = client.thread('cho-dem');
    const key = view.add(words('một'));
    await time.pass(5_000);
    expect(view.roots).toMatchObject([{ id: key, sending: 'waiting' }]);
    await time.pass(10_000);
    expect(roads.tried.map(([, way]) => way)).toEqual(['socket', 'socket', 'socket', 'http']);
    expect(client.connection).toBe('up');
    expect(view.roots).toMatchObject([{ id: key }]);
    expect(view.roots[0]).not.toHaveProperty('sending');
    expect(view.total).toBe(1);
  });

  it('a connection that is lost goes on by HTTP, and after ten minutes by a socket if there is one; no cursor is given up', async () => {
    const { time, core, reader } = createNewsroom();
    const roads = createRoads(core, time);
    roads.sockets = 'closed';
    const asked: string[] = [];
    const get: Wire['get'] = (topic, query) => {
      asked.push(query.since === undefined ? 'all' : 'since');
      return roads.wire.get(topic, query);
    };
    const client = reader({ wire: { ...roads.wire, get } });
    const view = client.thread('cho-dem');
    const writer = reader().thread('cho-dem');
    await time.pass(15_000);
    writer.add(words('một'));
    await time.pass(580_000);
    expect(view.roots).toMatchObject([{ text: 'một' }]);
    // Still blocked when it looks: it goes on as it was.
    await time.pass(30_000);
    expect(client.connection).toBe('up');
    roads.sockets = 'open';
    writer.add(words('hai'));
    const before = roads.tried.length;
    await time.pass(600_000);
    expect(roads.tried.slice(before).map(([, way]) => way)).toEqual(['socket', 'socket']);
    writer.add(words('ba'));
    await time.pass(1_000);
    expect(view.roots.map(({ text }) => text)).toEqual(['ba', 'hai', 'một']);
    expect(asked.filter((one) => one === 'all')).toHaveLength(1);
  });

  it('as by something that lets them open and brings nothing, HTTP is found too', async () => {
    const { time, core, reader } = createNewsroom();
    const roads = createRoads(core, time);
    roads.sockets = 'mute';
    const client = reader({ wire: roads.wire });
    client.thread('cho-dem').add(words('một'));
    await time.pass(90_000);
    expect(client.connection).toBe('up');
    expect(roads.tried.map(([, way]) => way)).toEqual(['socket', 'socket', 'socket', 'http']);
  });

  it('and HTTP as well, as by a server that is down, nothing is learned about sockets', async () => {
    const { time, core, reader } = createNewsroom();
    const roads = createRoads(core, time);
    roads.sockets = 'closed';
    roads.http = false;
    const client = reader({ wire: roads.wire });
    client.thread('cho-dem');
    await time.pass(120_000);
    expect(client.connection).toBe('backoff');
    roads.sockets = 'open';
    roads.http = true;
    await time.pass(60_000);
    expect(client.connection).toBe('up');
    expect(new Set(roads.tried.map(([, way]) => way))).toEqual(new Set(['socket']));
  });

  it('failures that lie far apart mean nothing', async () => {
    const { time, core, reader } = createNewsroom();
    const roads = createRoads(core, time);
    const client = reader({ wire: roads.wire });
    client.thread('cho-dem');
    for (let i = 0; i < 4; i += 1) {
      await time.pass(70_000);
      roads.sockets = 'closed';
      await core.close();
      await time.pass(4_000);
      roads.sockets = 'open';
    }
    await time.pass(60_000);
    expect(roads.tried.some(([, way]) => way === 'http')).toBe(false);
  });
});

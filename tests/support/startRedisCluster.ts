import { Redis } from 'ioredis';
import { vi } from 'vitest';
import { findFreePort } from './findFreePort.ts';
import { startRedis, type TestRedis } from './startRedis.ts';

/** Three servers that share all slots. */
export interface TestRedisCluster {
  readonly servers: readonly TestRedis[];
  stop(): Promise<void>;
}

const LAST_SLOT = 16_383;
const SERVERS = 3;

/** @param program - a redis-server of version 7 or later. */
export async function startRedisCluster(program: string): Promise<TestRedisCluster> {
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const servers = await Promise.all(
    // The bus of a server is ten thousand ports higher, unless another port is named: 0 would mean that.
    Array.from({ length: SERVERS }, async () =>
      startRedis(program, { args: [...args, '--cluster-port', String(await findFreePort())] }),
    ),
  );
  const clients = servers.map(({ port }) => new Redis(port, '127.0.0.1'));
  try {
    const [first] = clients;
    for (const [index, client] of clients.entries()) {
      const share = Math.ceil((LAST_SLOT + 1) / SERVERS);
      const last = Math.min(LAST_SLOT, (index + 1) * share - 1);
      await client.call('CLUSTER', 'ADDSLOTSRANGE', index * share, last);
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    }
    for (const [index, { port }] of servers.entries()) {
      const bus = await clients[index]?.config('GET', 'cluster-port');
      await first?.call('CLUSTER', 'MEET', '127.0.0.1', port, String(Object(bus)[1]));
    }
    const isWhole = async (client: Redis) => {
      const state = String(await client.call('CLUSTER', 'INFO'));
      return state.includes('cluster_state:ok') && state.includes(`cluster_known_nodes:${SERVERS}`);
    };
    const lookIfWhole = async () => {
      const states = await Promise.all(clients.map(isWhole));
      if (!states.every(Boolean)) throw new Error('the servers do not know each other yet');
    };
    await vi.waitFor(lookIfWhole, { timeout: 15_000, interval: 20 });
  } catch (error) {
    await Promise.all(servers.map((server) => server.stop()));
    throw error;
  } finally {
    for (const client of clients) client.disconnect();
  }
  return {
    servers,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

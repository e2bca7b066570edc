import { Client } from 'undici';
import { quantile } from '../quantile.ts';
import type { LoadScene } from './LoadScene.ts';
import { sendAtRate } from './sendAtRate.ts';

const CONNECTIONS = 1_000;
const SECONDS = 10;

/** What 1,000 clients get who stay connected, each asking now and then. */
export interface ConnectionsLatency {
  readonly perSecond: number;
  readonly connections: number;
  readonly median: number;
  readonly p99: number;
  readonly failed: number;
}

/** Opens the connections, then asks over them in turn. */
export async function measureConnections(
  scene: LoadScene,
  rates: readonly number[],
): Promise<readonly ConnectionsLatency[]> {
  const { origin } = new URL(scene.gateway.url);
  let open = 0;
  const clients = Array.from({ length: CONNECTIONS }, () =>
    // One that asks every ten seconds keeps its connection in between.
    new Client(origin, { keepAliveTimeout: 60_000 })
      .on('connect', () => {
        open += 1;
      })
      .on('disconnect', () => {
        open -= 1;
      }),
  );
  const askOver = (number: number) => scene.ask('Q2', number, clients[number % CONNECTIONS]);
  const measured: ConnectionsLatency[] = [];
  try {
    // All have to be there before the first is measured.
    for (let number = 0; number < CONNECTIONS; number += 1) await askOver(number);
    for (const perSecond of rates) {
      const { latencies, failed } = await sendAtRate(perSecond, SECONDS, askOver);
      const [median, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
      measured.push({ perSecond, connections: open, median, p99, failed });
    }
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
  return measured;
}

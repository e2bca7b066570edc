import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { serveTestSubgraph, type TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';

/** Two gateways over the same subgraphs. */
export interface Lanes {
  readonly fast: TestGateway;
  /** Without a fast lane. */
  readonly general: TestGateway;
  /** Where the records are, with port: of Hunan, of Shanghai. */
  readonly hosts: readonly string[];
  /** Sends the records of all places to the second one from now on; what is under way goes on. */
  moveRecords(): Promise<void>;
  ask(
    gateway: TestGateway,
    query: string,
    variables?: object,
  ): Promise<{ readonly status: number; readonly headers: object; readonly body: string }>;
  /** How often something has happened at the fast lane so far. */
  count(outcome: string): Promise<number>;
  close(): Promise<void>;
}

/** Of both gateways, beside: */
interface LaneSettings {
  readonly [setting: string]: unknown;
  /** What runs at the second place; default: the same as at the first. */
  readonly shanghai?: TestSubgraph;
}

/**
 * Starts them, and lets the fast one learn.
 *
 * @param federation - whose `records` are at two places, Hunan and Shanghai.
 * @param queries - known to the fast lane when this returns.
 */
export async function startLanes(
  federation: Readonly<Record<string, TestSubgraph>> & { readonly records: TestSubgraph },
  queries: readonly string[],
  { shanghai = federation.records, ...settings }: LaneSettings = {},
): Promise<Lanes> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-fast-'));
  const places = [await serveTestSubgraph(federation.records), await serveTestSubgraph(shanghai)];
  const partitions = join(folder, 'partitions.json');
  await writeFile(partitions, JSON.stringify({ records: { '43': places[0]?.url, '31': places[1]?.url } }));
  const all = { partitions, logLevel: 'silent', ...settings };
  const fast = await startTestGateway(federation, { ...all, fastLane: true });
  const general = await startTestGateway(federation, { ...all, fastLane: false });
  const count = async (outcome: string): Promise<number> => {
    const metrics = await (await fetch(`${fast.adminUrl}/metrics`)).text();
    const line = new RegExp(`tongban_fast_lane_outcomes_total\\{outcome="${outcome}"\\} (\\d+)`).exec(
      metrics,
    );
    return Number(line?.[1] ?? 0);
  };
  for (const query of queries) {
    expect(await ask(fast, query)).toEqual(await ask(general, query));
    const before = await count('fast');
    await eventually(async () => {
      await ask(fast, query);
      if ((await count('fast')) === before) throw new Error(`the general lane answers ${query}`);
    });
  }
  return {
    fast,
    general,
    hosts: places.map(({ url }) => new URL(url).host),
    moveRecords: () =>
      writeFile(partitions, JSON.stringify({ records: { '43': places[1]?.url, '31': places[1]?.url } })),
    ask,
    count,
    close: async () => {
      await Promise.all([fast.close(), general.close(), ...places.map((place) => place.close())]);
      await rm(folder, { recursive: true });
    },
  };
}

async function ask(gateway: TestGateway, query: string, variables: object = {}) {
  const response = await gateway.post({ query, variables }, { 'x-request-id': 'r1' });
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
  return { status: response.status, headers, body: await response.text() };
}

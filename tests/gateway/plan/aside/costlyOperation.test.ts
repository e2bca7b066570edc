import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeTest } from '../../../support/composeTest.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../../../support/serveTestSubgraph.ts';
import { GatewayProcess } from '../../edge/support/GatewayProcess.ts';
import { costlyQuery, costlyWorld } from './costlyWorld.ts';

const LEVELS = 5;

let folder: string;
let subgraphs: readonly ServedSubgraph[];
let gateway: GatewayProcess;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-costly-'));
  const supergraph = join(folder, 'supergraph.graphql');
  const named = Object.entries(costlyWorld);
  subgraphs = await Promise.all(named.map(([, subgraph]) => serveTestSubgraph(subgraph)));
  const sdl = named.map(([name, subgraph], at) => ({
    name,
    sdl: subgraph.sdl,
    url: subgraphs[at]?.url ?? '',
  }));
  await writeFile(supergraph, composeTest(sdl));
  const config = join(folder, 'gateway.json');
  const settings = {
    port: 0,
    supergraph,
    limits: { depth: 50, planningMs: 100_000 },
    deadlines: { requestMs: 100_000 },
  };
  await writeFile(config, JSON.stringify(settings), { mode: 0o600 });
  gateway = new GatewayProcess({ args: ['--config', config], program: 'dist/cli/main.js' });
  url = await gateway.url();
});
afterAll(async () => {
  gateway.kill('SIGTERM');
  await gateway.exit();
  await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  await rm(folder, { recursive: true });
});

async function ask(query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

it('answers everybody else while an operation is planned that takes long, and then it', async () => {
  let isPlanned = false;
  const costly = ask(costlyQuery(LEVELS)).finally(() => {
    isPlanned = true;
  });
  let answeredMeanwhile = 0;
  while (!isPlanned) {
    expect(await ask('{ t { id } }')).toEqual({ data: { t: { id: '1' } } });
    answeredMeanwhile += 1;
  }

  // Were it planned in the gateway's own thread, only those before it would be: eight at most were seen.
  expect(answeredMeanwhile).toBeGreaterThan(15);
  const numbers = Array.from({ length: LEVELS + 1 }, (_, level) => 2 ** level).toReversed();
  const expected = numbers.reduce<object | null>(
    (next, z) => (next === null ? { z, y: z } : { z, x: z, next }),
    null,
  );
  expect(await costly).toEqual({ data: { t: expected } });
});

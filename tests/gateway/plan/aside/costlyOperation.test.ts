import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { composeTest } from '../../../support/composeTest.ts';
import { federationLink } from '../../../support/federationLink.ts';
import {
  type ServedSubgraph,
  serveTestSubgraph,
  type TestSubgraph,
} from '../../../support/serveTestSubgraph.ts';
import { GatewayProcess } from '../../edge/support/GatewayProcess.ts';

const type = 'type T @key(fields: "id")';
const numberOf = ({ id }: { id: string }) => Number(id);
/** Each level may be asked of two subgraphs in turn, and the planner tries all combinations. */
const SUBGRAPHS: Readonly<Record<string, TestSubgraph>> = {
  start: {
    sdl: `${federationLink} type Query { t: T } ${type} { id: ID! }`,
    resolvers: { Query: { t: () => ({ id: '1' }) } },
  },
  one: {
    sdl: `${federationLink} ${type} { id: ID! x: Int z: Int @shareable }`,
    resolvers: { T: { x: numberOf, z: numberOf } },
  },
  other: {
    sdl: `${federationLink} ${type} { id: ID! y: Int z: Int @shareable }`,
    resolvers: { T: { y: numberOf, z: numberOf } },
  },
  next: {
    sdl: `${federationLink} ${type} {
      id: ID! x: Int @external y: Int @external next: T @requires(fields: "x y")
    }`,
    resolvers: { T: { next: ({ x, y }: { x: number; y: number }) => ({ id: String(x + y) }) } },
  },
};
const LEVELS = 5;

let folder: string;
let subgraphs: readonly ServedSubgraph[];
let gateway: GatewayProcess;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-costly-'));
  const supergraph = join(folder, 'supergraph.graphql');
  const named = Object.entries(SUBGRAPHS);
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
  const nested = Array.from({ length: LEVELS }).reduce<string>((inner) => `z x next { ${inner} }`, 'z y');
  let isPlanned = false;
  const costly = ask(`{ t { ${nested} } }`).finally(() => {
    isPlanned = true;
  });
  let answeredMeanwhile = 0;
  while (!isPlanned) {
    expect(await ask('{ t { id } }')).toEqual({ data: { t: { id: '1' } } });
    answeredMeanwhile += 1;
  }

  expect(answeredMeanwhile).toBeGreaterThan(40);
  const numbers = Array.from({ length: LEVELS + 1 }, (_, level) => 2 ** level).toReversed();
  const expected = numbers.reduce<object | null>(
    (next, z) => (next === null ? { z, y: z } : { z, x: z, next }),
    null,
  );
  expect(await costly).toEqual({ data: { t: expected } });
});

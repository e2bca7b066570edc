import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConfiguredPolicies } from '../../../gateway/access/ConfiguredPolicies.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { warmGeneration } from '../../../gateway/plan/warmGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { replaceFile } from '../../support/replaceFile.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { world } from '../edge/support/world.ts';

let gateway: TestGateway;
let original: string;
beforeEach(async () => {
  gateway = await startTestGateway(world);
  original = await readFile(gateway.supergraphFile, 'utf8');
});
afterEach(() => gateway.close());

const write = async (sdl: string) => {
  await replaceFile(gateway.supergraphFile, sdl);
};
const composed = (peopleSdl: string) =>
  composeTest(
    Object.entries({ people: peopleSdl, funds: world.funds.sdl }).map(([name, sdl]) => ({
      name,
      sdl,
      url: gateway.subgraphs[name]?.url ?? '',
    })),
  );
const logged = (text: string, times = 1) =>
  vi.waitFor(() => expect(gateway.log().split(text).length - 1).toBe(times), {
    timeout: 10_000,
    interval: 20,
  });
const metrics = async () => (await fetch(`${gateway.adminUrl}/metrics`)).text();
const status = async (query: string) => (await gateway.post({ query })).status;

it('one that breaks what clients use is refused until it is confirmed, and going back takes no planning', {
  timeout: 30_000,
}, async () => {
  const used = Array.from({ length: 12 }, (_, index) => `{ me { name fund } echo(text: "${index}") }`);
  for (const query of used) expect(await status(query)).toBe(200);
  const without = composed(world.people.sdl.replace('echo(text: String): String', ''));

  await write(without);
  await logged('12 of 12 operations in use would be refused; if that is meant, confirm it: sha256sum');
  expect(await status(used[0] ?? '')).toBe(200);
  expect(await metrics()).toMatch(/tongban_stale_seconds\{source="supergraph"\} \d*\.?\d*[1-9]/);
  expect(await metrics()).toContain('tongban_supergraph_reloads_total{outcome="refused"} 1');

  await writeFile(`${gateway.supergraphFile}.confirmed`, createHash('sha256').update(without).digest('hex'));
  await logged('a new supergraph is in use, 0 operations are planned for it; 12 operations in use');
  expect(await status(used[0] ?? '')).toBe(400);
  expect(await metrics()).toContain('tongban_stale_seconds{source="supergraph"} 0');
  expect(await metrics()).toContain('tongban_supergraph_reloads_total{outcome="taken"} 1');

  await write(original);
  await logged('a new supergraph is in use', 2);
  for (const query of used) expect(await status(query)).toBe(200);
  // Those of the generation that was kept: planned once, long ago; one of them was asked for in between.
  expect(await metrics()).toMatch(
    /tongban_plan_cache_hits_total 13\n.*tongban_plan_cache_misses_total 12\n/s,
  );
});

it('one that links what is not known here is refused, and the log says what', async () => {
  await write(
    original.replace(/schema\s/, '$&@link(url: "https://specs.example.dev/vault/v1.0", for: SECURITY) '),
  );

  await logged('the supergraph in use stays: feature https://specs.example.dev/vault/v1.0 is for: SECURITY');
  expect(await status('{ me { name } }')).toBe(200);
});

it('plans what is used most before it serves, and a few lost operations are no reason to refuse it', {
  timeout: 30_000,
}, async () => {
  const kept = Array.from({ length: 9 }, (_, index) => `{ me { name n${index}: fund } }`);
  for (const query of [...kept, ...kept, '{ echo(text: "rare") }']) expect(await status(query)).toBe(200);

  await write(composed(world.people.sdl.replace('echo(text: String): String', '')));
  await logged('9 operations are planned for it; 1 operations in use are refused by it');
  for (const query of kept) expect(await status(query)).toBe(200);

  expect(await metrics()).toMatch(/tongban_plan_cache_hits_total 9\n.*tongban_plan_cache_misses_total 9\n/s);
});

it('requests have their turn between two plans, and planning ahead ends in time', async () => {
  const { buildSchema } = await import('graphql');
  const apiSchema = buildSchema('type Query { a: Int }');
  const operations = Array.from({ length: 50 }, (_, index) => ({
    text: `{ n${index}: a }`,
    operationName: undefined,
  }));
  const order: string[] = [];
  const prepare = async (_: unknown, text: string) => {
    order.push(text);
    return {} as never;
  };
  setImmediate(() => order.push('a request'));

  const warmUp = await warmGeneration({ apiSchema, prepare }, operations, 10_000);
  const late = await warmGeneration({ apiSchema, prepare }, operations, -1);

  expect(order.indexOf('a request')).toBe(1);
  expect([warmUp, late]).toEqual([
    { planned: 50, broken: [] },
    { planned: 0, broken: [] },
  ]);
});

it('a supergraph that demands something of callers is planned ahead too; what cannot be planned counts as lost', async () => {
  const guarded = createGeneration(
    composeTest([
      {
        name: 'a',
        sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
          type Query { open: Int own: Int @authenticated }`,
      },
    ]),
    10,
  );
  const used = (text: string, operationName?: string) => ({ text, operationName });

  const warmUp = await warmGeneration(
    guarded,
    [used('{ own }'), used('{ open }'), used('{ open }', 'Missing')],
    10_000,
  );

  expect(warmUp).toEqual({ planned: 2, broken: [used('{ open }', 'Missing')] });
  const document = parse('{ own }');
  const denied = await guarded.access?.decide(document, null, new ConfiguredPolicies({}));
  await guarded.prepare(document, '{ own }', undefined, denied);
  // Nobody gets the plan of those who may have it.
  expect(guarded.cacheStatistics).toMatchObject({ hits: 0, size: 3 });
});

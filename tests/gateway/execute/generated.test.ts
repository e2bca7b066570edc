import fc from 'fast-check';
import { execute, type FormattedExecutionResult, type GraphQLSchema, parse, validate } from 'graphql';
import { expect, it, vi } from 'vitest';
import { executeOperation } from '../../../gateway/execute/executeOperation.ts';
import { PlainEntityFetcher } from '../../../gateway/execute/PlainEntityFetcher.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import type { Generation } from '../../../gateway/plan/Generation.ts';
import { composeTest } from '../../support/composeTest.ts';
import {
  chainedMonolith,
  chainedOperations,
  chainedSdl,
  chainedSubgraphs,
  chainedWorlds,
} from './chainedWorld.ts';
import { clientOf } from './differential/clientOf.ts';
import { monolithOf, operations, subgraphSdl, subgraphsOf, worlds } from './mixedWorld.ts';

/** Nothing is waited for here: all of a test is work, which a busy machine takes several times as long for. */
const MOST_MS = 240_000;
vi.setConfig({ testTimeout: MOST_MS });

const generationOf = (sdl: Readonly<Record<string, string>>) =>
  createGeneration(
    composeTest(Object.entries(sdl).map(([name, text]) => ({ name, sdl: text }))),
    1_000,
    {},
    { mostMs: () => MOST_MS },
  );
const mixed = generationOf(subgraphSdl);
const chained = generationOf(chainedSdl);
const variables = { yes: true };
/** Fixed, so that a run says something about the code and not about luck; fast-check prints it when it fails. */
const givenSeed = process.env['GENERATED_SEED'];
const seed = Number(givenSeed ?? 1_107);
const chainSeeds = givenSeed === undefined ? [seed, 707_445] : [seed];
/** Of each property; thousands by `GENERATED_RUNS`. */
const runs = Number(process.env['GENERATED_RUNS'] ?? 0);

async function runOwn(
  source: string,
  generation: Generation,
  schemas: Readonly<Record<string, GraphQLSchema>>,
): Promise<FormattedExecutionResult> {
  const client = clientOf(schemas);
  const prepared = await generation.prepare(parse(source), source, undefined);
  const result = await executeOperation({
    prepared,
    variables,
    apiSchema: generation.apiSchema,
    facts: generation.facts,
    upstreams: {
      client,
      urlOf: (service) => service,
      entityFetcherFor: (service) => new PlainEntityFetcher(client, service),
    },
    context: {
      requestId: 'r1',
      traceparent: undefined,
      caller: null,
      signal: new AbortController().signal,
      deadlineAt: Number.POSITIVE_INFINITY,
      language: 'en',
    },
  });
  return JSON.parse(JSON.stringify(result));
}

const pathsOf = ({ errors = [] }: Pick<FormattedExecutionResult, 'errors'>): ReadonlySet<string> =>
  new Set(errors.map(({ path }) => JSON.stringify(path)));

/** The path, or the object that it leads into. */
const orParent = (path: string): readonly string[] => [path, JSON.stringify(JSON.parse(path).slice(0, -1))];

it('answers generated operations over generated worlds as graphql-js does over one schema', async () => {
  await fc.assert(
    fc.asyncProperty(operations, worlds, async (source, world) => {
      const document = parse(source);
      fc.pre(validate(mixed.apiSchema, document).length === 0);
      const monolith = await execute({
        schema: monolithOf(world),
        document,
        variableValues: variables,
      });

      const own = await runOwn(source, mixed, subgraphsOf(world));

      expect(JSON.stringify(own.data)).toBe(JSON.stringify(monolith.data));
      // Where one schema fails for each field of an entity, a subgraph may fail for the entity as a whole.
      const ownPaths = pathsOf(own);
      const fieldPaths = [...pathsOf(JSON.parse(JSON.stringify(monolith)))];
      expect(fieldPaths.filter((path) => !orParent(path).some((place) => ownPaths.has(place)))).toEqual([]);
      const expected = new Set(fieldPaths.flatMap(orParent));
      expect([...ownPaths].filter((path) => !expected.has(path))).toEqual([]);
    }),
    { numRuns: runs || 90, seed },
  );
});

/** Whether the object that an error is about is still there: below what became null nobody must go on (6.4.4). */
function isThere(data: unknown, path: string): boolean {
  const steps: readonly (string | number)[] = JSON.parse(path);
  const parent = steps.slice(0, -1).reduce<unknown>((value, step) => Object(value)[step], data);
  return parent !== null && parent !== undefined;
}

it.each(chainSeeds)(
  'answers chains of requirements over generated worlds as graphql-js does, seed %i',
  async (from) => {
    await fc.assert(
      fc.asyncProperty(chainedOperations, chainedWorlds, async (source, world) => {
        const document = parse(source);
        fc.pre(validate(chained.apiSchema, document).length === 0);
        const monolith = await execute({
          schema: chainedMonolith(world),
          document,
          variableValues: variables,
        });

        const own = await runOwn(source, chained, chainedSubgraphs(world));

        expect(JSON.stringify(own.data)).toBe(JSON.stringify(monolith.data));
        // Ours may also tell of what only a requirement asked for.
        const ownPaths = pathsOf(own);
        const fieldPaths = [...pathsOf(JSON.parse(JSON.stringify(monolith)))].filter((path) =>
          isThere(own.data, path),
        );
        expect(fieldPaths.filter((path) => !orParent(path).some((place) => ownPaths.has(place)))).toEqual([]);
      }),
      { numRuns: runs || 35, seed: from },
    );
  },
);

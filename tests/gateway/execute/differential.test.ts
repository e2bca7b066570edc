import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { compareAccess } from './differential/compareAccess.ts';
import { compareEvents } from './differential/compareEvents.ts';
import { compareFederation } from './differential/compareFederation.ts';
import { explain } from './differential/explain.ts';
import { GeneratedFederation } from './differential/GeneratedFederation.ts';
import { knownExceptions } from './differential/knownExceptions.ts';

/** Fixed, so that a run says something about the code and not about luck; thousands by `npm run bench -- differential`. */
const first = Number(process.env['GENERATED_SEED'] ?? 900);
const count = Number(process.env['GENERATED_RUNS'] ?? 8);
const OPERATIONS = 12;
const SUBSCRIPTIONS = 2;

// Nothing is waited for here: all of a test is work, which a busy machine takes several times as long for.
vi.setConfig({ testTimeout: 240_000 });

it.each(Array.from({ length: count }, (_, index) => first + index))(
  'answers operations and events over the generated supergraph %i as graphql-js does over one schema',
  async (seed) => {
    const federation = GeneratedFederation.draw(seed);

    const answers = await compareFederation(federation, seed, OPERATIONS, false);
    const events = await compareEvents(federation, seed, SUBSCRIPTIONS);

    await federation.close();
    const differences = [...answers.differences, ...events.differences];
    expect(differences.filter((difference) => explain(difference, federation) === null)).toEqual([]);
  },
);

it('denies over generated guarded supergraphs what one schema does, and fetches none of it', async () => {
  let sum = 0;
  for (const seed of [first, first + 1, first + 2]) {
    const federation = GeneratedFederation.draw(seed, true);
    const { denied, differences } = await compareAccess(federation, seed, 25);
    await federation.close();
    sum += denied;
    const faults = differences.filter((difference) => explain(difference, federation) === null);
    expect({ seed, faults }).toEqual({ seed, faults: [] });
  }
  expect(sum).toBeGreaterThan(5);
});

it('draws the same supergraph and the same answers from the same seed', async () => {
  const [one, other] = [GeneratedFederation.draw(first), GeneratedFederation.draw(first)];
  const operation = { source: '{ __schema { types { name } } }', variables: {} };

  expect(one.sdl).toEqual(other.sdl);
  expect(await one.runMerged(operation, '1')).toEqual(await other.runOwn(operation, '1'));
  await Promise.all([one.close(), other.close()]);
});

it('explains every known exception', async () => {
  const text = await readFile('docs/differences.md', 'utf8');

  expect(knownExceptions.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

import { parse } from 'graphql';
import { afterEach, expect, it, vi } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const key = '@key(fields: "id")';
const supergraph = composeTest([
  { name: 'start', sdl: `${federationLink} type Query { t: T } type T ${key} { id: ID! }` },
  { name: 'one', sdl: `${federationLink} type T ${key} { id: ID! x: Int z: Int @shareable }` },
  { name: 'other', sdl: `${federationLink} type T ${key} { id: ID! y: Int z: Int @shareable }` },
  {
    name: 'next',
    sdl: `${federationLink} type T ${key} {
      id: ID! x: Int @external y: Int @external next: T @requires(fields: "x y")
    }`,
  },
]);
const query = `{ t { ${'z x next { '.repeat(2)}z y${' }'.repeat(2)} } }`;
const planBy = async (generation: ReturnType<typeof createGeneration>) =>
  (await generation.prepare(parse(query), query, undefined)).plan.fetches.map((fetch) => ({
    service: fetch.service,
    query: fetch.query,
  }));

afterEach(() => void vi.restoreAllMocks());

it('ends at whatever moment its time is over, and plans as ever afterwards', async () => {
  const whole = await planBy(createGeneration(supergraph, 10));
  let looks = 0;
  let most = 0;
  // A clock that moves only when it is looked at.
  vi.spyOn(performance, 'now').mockImplementation(() => ++looks);
  const endings: string[] = [];
  const generation = createGeneration(supergraph, 1, {}, { mostMs: () => most });
  for (;;) {
    most += 1;
    // Other texts, as one that was too costly is not tried again at once.
    const text = `${query} # ${most}`;
    const ended = await generation.prepare(parse(text), text, undefined).then(
      () => 'planned',
      (error: { code: string }) => error.code,
    );
    endings.push(ended);
    if (ended === 'planned') break;
  }

  expect(endings.length).toBeGreaterThan(10);
  expect(endings.slice(0, -1).every((ended) => ended === 'OPERATION_TOO_COSTLY')).toBe(true);
  most = Number.POSITIVE_INFINITY;
  expect(await planBy(generation)).toEqual(whole);
});

it('gives all fields of a mutation one time, also where they are planned one by one', async () => {
  const generation = createGeneration(
    composeTest([
      {
        name: 'items',
        sdl: `${federationLink} type Query { a: Int } type Mutation { set: T } type T ${key} { id: ID! }`,
      },
      { name: 'prices', sdl: `${federationLink} type T ${key} { id: ID! price: Int }` },
    ]),
    1,
    {},
    { mostMs: () => most },
  );
  const fields = Array.from({ length: 30 }, (_, at) => `s${at}: set { price }`).join(' ');
  const plan = (text: string) => generation.prepare(parse(text), text, undefined);
  let most = Number.POSITIVE_INFINITY;
  let looks = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => ++looks);
  await plan(`mutation { ${fields} }`);
  most = Math.ceil(looks * 0.8);

  await expect(plan(`mutation { ${fields} } # again`)).rejects.toMatchObject({
    code: 'OPERATION_TOO_COSTLY',
  });
});

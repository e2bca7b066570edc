import { afterEach, beforeEach, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

beforeEach(async () => {
  federation = await startTestFederation({
    rooms: {
      sdl: `${federationLink} enum Tone { LOW HUSH @inaccessible }
        interface Guest { id: ID! } union Thing = Ant | Spy
        type Ant implements Guest @key(fields: "id") { id: ID! tone: Tone tones: [Tone] sure: Tone! }
        type Spy implements Guest @key(fields: "id") @inaccessible { id: ID! }
        type Query { ant: Ant guests: [Guest] things: [Thing!] guest: Guest! spy: Spy @inaccessible say(tone: Tone): String }`,
      resolvers: {
        Query: {
          ant: () => ({ id: 'a', tone: 'HUSH', tones: ['LOW', 'HUSH'], sure: 'HUSH' }),
          guests: () => [
            { __typename: 'Spy', id: 's' },
            { __typename: 'Ant', id: 'a' },
          ],
          things: () => [
            { __typename: 'Ant', id: 'a' },
            { __typename: 'Spy', id: 's' },
          ],
          guest: () => ({ __typename: 'Spy', id: 's' }),
        },
      },
    },
  });
});

const places = ({ errors = [] }: { readonly errors?: readonly { readonly path?: unknown }[] }) =>
  errors.map(({ path }) => path);

it('gives null and an error for a value that clients do not see', async () => {
  const loose = await federation.run('{ ant { tone tones } }');
  const strict = await federation.run('{ ant { id sure } }');

  expect(loose.data).toEqual({ ant: { tone: null, tones: ['LOW', null] } });
  expect(places(loose)).toEqual([
    ['ant', 'tone'],
    ['ant', 'tones', 1],
  ]);
  expect(strict.data).toEqual({ ant: null });
  expect(places(strict)).toEqual([['ant', 'sure']]);
  expect(JSON.stringify([loose, strict])).not.toContain('HUSH');
});

it.each([
  '{ guests { __typename id } }',
  '{ guests { id } }',
  '{ guests { ... on Ant { __typename id } id } }',
])('gives null and an error for an object of a type that clients do not see: %s', async (query) => {
  const answer = await federation.run(query);

  expect(answer.data?.['guests']).toEqual([null, expect.objectContaining({ id: 'a' })]);
  expect(places(answer)).toEqual([['guests', 0]]);
  expect(JSON.stringify(answer)).not.toContain('Spy');
});

it('lets what holds such an object fall where it may not be null', async () => {
  const things = await federation.run('{ things { kind: __typename } }');
  const guest = await federation.run('{ guest { kind: __typename } }');

  expect(things.data).toEqual({ things: null });
  expect(places(things)).toEqual([['things', 1]]);
  expect(guest.data).toBeNull();
  expect(places(guest)).toEqual([['guest']]);
});

it.each([
  ['{ say(tone: HUSH) }', {}],
  ['query ($tone: Tone) { say(tone: $tone) }', { tone: 'HUSH' }],
  ['{ guests { ... on Spy { id } } }', {}],
  ['{ spy { id } }', {}],
])('refuses to hear of what clients do not see: %s', async (query, variables) => {
  const answer = await federation.run(query, variables);

  expect(answer.data).toBeUndefined();
  expect(answer.errors).toHaveLength(1);
  expect(federation.subgraphs['rooms']?.requests).toEqual([]);
});

it('does not show it when the schema is asked', async () => {
  const { data } = await federation.run(`{
    tone: __type(name: "Tone") { enumValues(includeDeprecated: true) { name } } spy: __type(name: "Spy") { name }
    guest: __type(name: "Guest") { possibleTypes { name } } thing: __type(name: "Thing") { possibleTypes { name } } }`);

  expect(data).toEqual({
    tone: { enumValues: [{ name: 'LOW' }] },
    spy: null,
    guest: { possibleTypes: [{ name: 'Ant' }] },
    thing: { possibleTypes: [{ name: 'Ant' }] },
  });
});

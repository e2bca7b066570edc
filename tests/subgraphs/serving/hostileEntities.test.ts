import { expect, it } from 'vitest';
import { withSubgraph } from './withSubgraph.ts';

const { serve, ask, secret, logged } = withSubgraph();
const ENTITIES =
  'query ($reps: [_Any!]!) { _entities(representations: $reps) { ... on Record { id text } } }';

it.each([
  ['of a type that is not known', { __typename: 'Nothing' }],
  ['of a type that is no object', { __typename: 'String' }],
  ['of a type that is no entity', { __typename: 'Query' }],
  ['without a type', {}],
  ['that is a text', secret],
])('loses one entity, and not the process, to a representation %s', async (_, representation) => {
  const server = await serve();
  const reps = [{ __typename: 'Record', id: 'bad' }, representation, { __typename: 'Record', id: 'a' }];

  const { body } = await ask(server, ENTITIES, { reps });
  const { body: later } = await ask(server, '{ place }');

  expect(body).toEqual({
    data: { _entities: [null, null, { id: 'a', text: 'text of a' }] },
    errors: expect.toSatisfy((errors) => errors.length === 2),
  });
  expect(body).toMatchObject({
    errors: expect.arrayContaining([
      expect.objectContaining({ path: ['_entities', 0] }),
      expect.objectContaining({
        path: ['_entities', 1],
        message: 'a representation is of no type that this subgraph has',
        extensions: { code: 'BAD_USER_INPUT', origin: 'PORTAL', retryable: false },
      }),
    ]),
  });
  expect(later).toEqual({ data: { place: 'people' } });
  expect(logged.join('')).not.toContain(secret);
  expect(logged.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
});

it('logs a failure under the name of its field, never under the alias that a client chose', async () => {
  await ask(await serve(), `{ a${secret}: boom  b${secret}: refused }`);

  expect(logged.join('')).not.toContain(secret);
  expect(logged.map((line) => JSON.parse(line).field)).toEqual(['boom', 'refused']);
});

import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';
import type { SeenRequest } from '../../support/serveTestSubgraph.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

type Failure = (request: SeenRequest, response: ServerResponse) => void;

const json =
  (status: number, body: unknown): Failure =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
const entities = (...values: unknown[]) => ({ data: { _entities: values } });
const at = (path: readonly (string | number)[]) => ['_entities', ...path];

async function run(intercept: Failure) {
  federation = await startTestFederation({
    list: {
      sdl: `${federationLink} type Query { items: [Item] name: String } type Item @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { items: () => [{ id: '1' }, null, { id: '2' }], name: () => 'n' } },
    },
    parts: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! size: Int parts: [Part!] must: Int! } type Part { no: Int! }`,
      resolvers: { Item: fromRows([]) },
      intercept,
    },
  });
  const query = '{ items { id size parts { no } } name }';
  const own = await federation.run(query);
  const reference = await federation.runReference(query);
  expect(own.data).toEqual(reference.data);
  expect(reference.errors !== undefined || reference.extensions !== undefined).toBe(own.errors !== undefined);
  return { data: own.data, errors: own.errors?.map(({ message, path }) => [message, path]) };
}

const items = (first: object, second: object = {}) => ({
  items: [
    { id: '1', size: null, parts: null, ...first },
    null,
    { id: '2', size: null, parts: null, ...second },
  ],
  name: 'n',
});

const FAILURES: readonly (readonly [string, Failure])[] = [
  ['closes the socket', (_, response) => void response.destroy()],
  ['sends a page', (_, response) => void response.writeHead(502).end('<html>')],
  [
    'breaks off its answer',
    (_, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        .write('{"data":');
      setImmediate(() => response.destroy());
    },
  ],
  ['has no data', json(500, { errors: [{ message: 'no' }] })],
  ['has null data', json(200, { data: null, errors: [{ message: 'no', path: ['_entities'] }] })],
  ['answers for too few', json(200, entities({ size: 1 }))],
];

describe('a plain subgraph that fails in the middle of an operation', () => {
  it.each(FAILURES)('%s', async (_, intercept) => {
    const { data, errors } = await run(intercept);

    expect(data).toEqual(items({}));
    expect(errors?.map(([, path]) => path)).toEqual([
      ['items', 0],
      ['items', 2],
    ]);
  });

  it('takes a GraphQL body under status 500', async () => {
    const answer = await run(json(500, entities({ size: 1, parts: [] }, { size: 2, parts: null })));

    expect(answer).toEqual({ data: items({ size: 1, parts: [] }, { size: 2 }), errors: undefined });
  });

  it('gives part of the data: the rest is null where it was asked for, with one error each', async () => {
    const answer = await run(
      json(200, {
        ...entities({ size: null, parts: [{ no: 1 }] }, null),
        errors: [
          { message: 'size', path: at([0, 'size']), extensions: { code: 'CONFLICT' } },
          { message: 'gone', path: at([1]), extensions: { code: 'NOT_FOUND' } },
        ],
      }),
    );

    expect(answer).toEqual({
      data: items({ parts: [{ no: 1 }] }),
      errors: [
        ['size', ['items', 0, 'size']],
        ['gone', ['items', 2]],
      ],
    });
  });

  it('gives null where its schema forbids it: the list falls, its neighbours stay', async () => {
    const answer = await run(
      json(200, entities({ size: 1, parts: [{ no: 1 }, null] }, { size: 2, parts: [{ no: null }] })),
    );

    expect(answer).toEqual({
      data: items({ size: 1 }, { size: 2 }),
      errors: [
        ['Cannot return null for non-nullable field Item.parts.', ['items', 0, 'parts', 1]],
        ['Cannot return null for non-nullable field Part.no.', ['items', 2, 'parts', 0, 'no']],
      ],
    });
  });
});

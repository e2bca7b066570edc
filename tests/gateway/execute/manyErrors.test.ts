import { afterEach, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

/** Of the bodies of `parts`; `list` has items of the ids given, and says `errors` of them. */
async function start(ids: readonly string[], entities: string, errors = '') {
  const json = { 'content-type': 'application/json' };
  federation = await startTestFederation({
    list: {
      sdl: `${federationLink} type Query { items: [Item] name: String } type Item @key(fields: "id") { id: ID! }`,
      intercept: ({ query }, response) => {
        const items = ids.map((id) => ({ __typename: 'Item', id }));
        const data = query.includes('items') ? { items, name: 'n' } : { name: null };
        response.writeHead(200, json).end(`{"data":${JSON.stringify(data)}${errors}}`);
      },
    },
    parts: {
      sdl: `${federationLink} type Item @key(fields: "id") { id: ID! size: Int must: Int! }`,
      intercept: (_, response) => void response.writeHead(200, json).end(entities),
    },
  });
}

const errorsOf = (count: number, error: string) => `,"errors":[${Array(count).fill(error).join()}]`;

it('tells a client of 1,000 errors of a root answer, and in one more that there were others', async () => {
  await start([], '', errorsOf(30_000, '{}'));

  const { data, errors } = await federation.run('{ name }');

  expect(data).toEqual({ name: null });
  expect(errors).toHaveLength(1_001);
  expect(errors?.at(-1)).toMatchObject({
    message: expect.stringContaining('more errors than are passed on'),
    extensions: { code: 'JURISDICTION_BAD_RESPONSE', service: 'list', retryable: false },
  });
  expect(errors?.at(-1)?.path).toBeUndefined();
});

// By the square of their number it would take minutes.
it('takes a time that grows with the number of errors about entities, not by its square', async () => {
  const own = '{"message":"x","path":["_entities",0,"size"]}';
  const other = '{"message":"y","path":["_entities",1],"extensions":{"code":"NOT_FOUND"}}';
  const list = errorsOf(150_000, own).slice(0, -1);
  await start(
    ['1', '2', '3'],
    `{"data":{"_entities":[{"size":null,"must":1},null,{"size":3,"must":3}]}${list},${other}]}`,
  );

  const { data, errors } = await federation.run('{ items { id size must } }');

  expect(data).toEqual({
    items: [{ id: '1', size: null, must: 1 }, null, { id: '3', size: 3, must: 3 }],
  });
  expect(errors).toHaveLength(1_002);
  expect(errors?.at(999)?.path).toEqual(['items', 0, 'size']);
  // What stands for all the others of an entity stands at the entity itself.
  expect(errors?.slice(1_000).map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
    [['items', 0], 'INTERNAL_SERVER_ERROR'],
    [['items', 1], 'NOT_FOUND'],
  ]);
}, 60_000);

it('tells of each place at least once, however many places there are', async () => {
  const ids = Array.from({ length: 1_500 }, (_, index) => String(index));
  const told = ids.map(
    (_, index) => `{"path":["_entities",${index},"size"]},{"path":["_entities",${index}]}`,
  );
  await start(ids, `{"data":{"_entities":[${ids.map(() => 'null').join()}]},"errors":[${told.join()}]}`);

  const { data, errors } = await federation.run('{ items { id size } }');

  expect(data).toEqual({ items: ids.map((id) => ({ id, size: null })) });
  expect(new Set(errors?.map(({ path }) => path?.[1])).size).toBe(1_500);
  expect(errors).toHaveLength(2_000);
});

it('tells of 1,000 values that are none of their type, and in one more error that there were others', async () => {
  const ids = Array.from({ length: 1_500 }, (_, index) => String(index));
  const misfits = ids.map(() => '{"size":"x","must":"y"}');
  await start(ids, `{"data":{"_entities":[${misfits.join()}]}}`);

  const { data, errors } = await federation.run('{ items { id size } }');

  expect(data).toEqual({ items: ids.map((id) => ({ id, size: null })) });
  expect(errors).toHaveLength(1_001);
  expect(errors?.at(999)).toMatchObject({ path: ['items', 999, 'size'], extensions: { service: 'parts' } });
  expect(errors?.at(-1)?.path).toBeUndefined();
  expect(errors?.at(-1)?.extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', retryable: false });
});

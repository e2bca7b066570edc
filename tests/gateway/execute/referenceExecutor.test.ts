import { afterEach, expect, it } from 'vitest';
import type { EntityFetcher } from '../../../gateway/execute/EntityFetcher.ts';
import { federationLink } from '../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

let federation: TestFederation;
afterEach(() => federation.close());

const fetcher: EntityFetcher = {
  fetchEntities: async ({ representations }) =>
    representations.map(({ id }) =>
      id === '2'
        ? {
            kind: 'failed',
            error: { message: 'away', path: [], extensions: { code: 'JURISDICTION_UNAVAILABLE' } },
          }
        : { kind: 'entity', value: { sum: Number(id) }, errors: [] },
    ),
};

it('runs partitioned services through the same fetchers', async () => {
  federation = await startTestFederation(
    {
      people: {
        sdl: `${federationLink} type Query { funds: [Fund] } type Fund @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { funds: () => ['1', '2', '3'].map((id) => ({ id })) } },
      },
      offices: { sdl: `${federationLink} type Fund @key(fields: "id") { id: ID! sum: Int }` },
    },
    { entityFetcherFor: (service) => (service === 'offices' ? fetcher : undefined) },
  );

  const own = await federation.run('{ funds { sum id } }');
  const reference = await federation.runReference('{ funds { sum id } }');

  expect(JSON.stringify(reference.data)).toBe(JSON.stringify(own.data));
  expect(reference.errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual(
    own.errors?.map(({ path, extensions }) => [path, extensions?.['code']]),
  );
  expect(federation.subgraphs['offices']?.requests).toEqual([]);
});

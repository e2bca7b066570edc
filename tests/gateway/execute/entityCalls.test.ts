import { afterEach, describe, expect, it } from 'vitest';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])`;

let federation: TestFederation;
afterEach(() => federation.close());

describe('entities', () => {
  it('asks another subgraph by key', async () => {
    federation = await startTestFederation({
      people: {
        sdl: `${LINK} type Query { me: Person } type Person @key(fields: "id") { id: ID! name: String! }`,
        resolvers: { Query: { me: () => ({ id: 'p1', name: 'Ada' }) } },
      },
      funds: {
        sdl: `${LINK} type Person @key(fields: "id") { id: ID! balance: Int }`,
        resolvers: {
          Person: { __resolveReference: ({ id }: { id: string }) => ({ id, balance: id.length }) },
        },
      },
    });
    const query = '{ me { balance n: name __typename } }';

    const own = await federation.run(query);

    expect(own).toEqual({ data: { me: { balance: 2, n: 'Ada', __typename: 'Person' } } });
    expect(await federation.runReference(query)).toEqual(own);
  });
});

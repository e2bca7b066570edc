import { afterAll, beforeAll, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import type { SubgraphAnswer } from '../../support/serveTestSubgraph.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

/** Who gets its sizes wrong. */
let liar = '';
let federation: TestFederation;

const lie = (name: string) => (answer: SubgraphAnswer) =>
  name === liar ? JSON.parse(JSON.stringify(answer).replaceAll(/"size":\d/g, '"size":"x"')) : answer;

beforeAll(async () => {
  federation = await startTestFederation({
    books: {
      sdl: `${federationLink}
        type Query { media: [Media] } interface Media { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! size: Int }
        type Film implements Media @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          media: () => [
            { __typename: 'Book', id: '1', size: 1 },
            { __typename: 'Film', id: '2' },
          ],
        },
      },
      answer: lie('books'),
    },
    films: {
      sdl: `${federationLink} type Film @key(fields: "id") { id: ID! size: Int }`,
      resolvers: { Film: { __resolveReference: (film: object) => ({ ...film, size: 2 }) } },
      answer: lie('films'),
    },
  });
});
afterAll(() => federation?.close());

it.each([
  ['books', 0],
  ['films', 1],
])(
  'a value that is none of its type is not put down to who was asked about another type (%s)',
  async (name, at) => {
    liar = name;

    const { errors } = await federation.run('{ media { id ... on Book { size } ... on Film { size } } }');

    expect(errors).toEqual([
      {
        message: expect.any(String),
        path: ['media', at, 'size'],
        extensions: expect.objectContaining({ code: 'INTERNAL_SERVER_ERROR', service: name }),
      },
    ]);
  },
);

import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import type { SubgraphAnswer } from '../../support/serveTestSubgraph.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';

/** Who gets its sizes wrong. */
let liar = '';
/** Of what it says that it failed, though it is there. */
let blamed: readonly (string | number)[] | null = null;
let federation: TestFederation;

const lie = (name: string) => (answer: SubgraphAnswer) => {
  if (name !== liar) return answer;
  const told = JSON.parse(JSON.stringify(answer).replaceAll(/"size":\d/g, '"size":"x"'));
  return blamed === null ? told : { ...told, errors: [{ message: 'something of it', path: blamed }] };
};

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

it('a value that is none of its type is told of also where something else of the object has failed', async () => {
  liar = 'books';
  blamed = ['media', 0];
  onTestFinished(() => {
    blamed = null;
  });

  const { data, errors } = await federation.run('{ media { id ... on Book { size } } }');

  expect(data).toEqual({ media: [{ id: '1', size: null }, { id: '2' }] });
  expect(errors?.map(({ path }) => path)).toEqual([
    ['media', 0],
    ['media', 0, 'size'],
  ]);
});

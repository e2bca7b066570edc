import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const book = { __typename: 'Book', id: '1' };

describeFederation(
  'a field of a type that others may stand beside, where one subgraph knows that they do not',
  {
    books: {
      sdl: `${federationLink} type Query { best: Book @shareable tops: [Book] @shareable } interface Titled { title: String }
        type Book implements Titled @key(fields: "id") { id: ID! title: String next: Book }`,
      resolvers: {
        Query: { best: () => book, tops: () => [book, null] },
        Book: { title: () => 'one', next: () => book },
      },
    },
    press: {
      sdl: `${federationLink} type Query { best: Media @shareable tops: [Media] @shareable } interface Media { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! pages: Int }
        type Issue implements Media @key(fields: "id") { id: ID! pages: Int }`,
      resolvers: {
        Query: { best: () => book, tops: () => [book, null] },
        Book: { __resolveReference: () => ({ ...book, pages: 9 }) },
      },
    },
  },
  [
    {
      query: '{ best { ... on Book { next { id } } } }',
      data: { best: { next: { id: '1' } } },
      reference: 'wrong',
    },
    {
      query: '{ tops { ...B ... on Issue { pages } } } fragment B on Book { next { pages next { title } } }',
      data: { tops: [{ next: { pages: 9, next: { title: 'one' } } }, null] },
    },
    {
      query:
        'query ($yes: Boolean = true) { best { ... on Titled @include(if: $yes) { ... on Book { next { title } } } } }',
      data: { best: { next: { title: 'one' } } },
      reference: 'wrong',
    },
  ],
);

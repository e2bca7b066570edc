import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

interface Row {
  readonly id: string;
}
const typeOf = ({ id }: Row) => ({ __typename: id === 'c' ? 'Cat' : 'Dog', id });

describeFederation(
  'objects that are known as interface objects, and of which a field of their type has failed',
  {
    types: {
      sdl: `${federationLink} type Query { pets: [Pet] } interface Pet @key(fields: "id") { id: ID! name: String }
        type Cat implements Pet @key(fields: "id") { id: ID! name: String lives: Int }
        type Dog implements Pet @key(fields: "id") { id: ID! name: String tricks: Int! lost: Int! }`,
      resolvers: {
        Query: { pets: () => ['c', 'd'].map((id) => typeOf({ id })) },
        Pet: { __resolveReference: typeOf },
        Cat: { lives: () => 9, name: () => 'Tom' },
        Dog: { tricks: () => null, lost: () => null, name: () => 'Rex' },
      },
    },
    links: {
      sdl: `${federationLink} type Pet @key(fields: "id") @interfaceObject { id: ID! name: String @external
        tag: String @requires(fields: "name") next: Pet }`,
      resolvers: {
        Pet: {
          __resolveReference: (row: object) => row,
          tag: ({ name }: { name: string }) => `<${name}>`,
          next: ({ id }: Row) => ({ __typename: 'Pet', id: id === 'c' ? 'd' : 'c' }),
        },
      },
    },
  },
  [
    {
      query: '{ pets { next { ... on Dog { tricks } ... on Cat { lives } } } }',
      data: { pets: [{ next: null }, { next: { lives: 9 } }] },
      errorsAt: [['pets', 0, 'next', 'tricks']],
      reference: 'wrong',
    },
    {
      query: '{ pets { next { tag id ... on Dog { tricks lost } } } }',
      data: { pets: [{ next: null }, { next: { tag: '<Tom>', id: 'c' } }] },
      errorsAt: [['pets', 0, 'next', 'tricks']],
      reference: 'wrong',
    },
  ],
);

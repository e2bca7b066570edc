import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const people = [
  { id: '1', phone: '2', name: 'Ann', secret: 'ann' },
  { id: '2', phone: '1', name: 'Bo', secret: 'bo' },
];

// Whoever chooses aliases must never choose whose record is read.
describeFederation(
  'aliases that are names of other fields',
  {
    people: {
      sdl: `${federationLink} type Query { people: [Person] beings: [Being] } interface Being { id: ID! }
        type Person implements Being @key(fields: "id") { id: ID! phone: ID name: String friend: Person }
        type Robot implements Being @key(fields: "id") { id: ID! version: Int label: String }
        type Plant implements Being @key(fields: "tag") { id: ID! tag: String! }`,
      resolvers: {
        Query: {
          people: () => people,
          beings: () => [
            { __typename: 'Robot', id: 'r', version: 3, label: 'R' },
            { __typename: 'Person', ...people[0] },
          ],
        },
        Person: { friend: ({ phone }: { phone: string }) => people.find(({ id }) => id === phone) },
      },
    },
    secrets: {
      sdl: `${federationLink} type Person @key(fields: "id") { id: ID! secret: String! name: String @external
          greeting: String @requires(fields: "name") broken: String! }
        type Robot @key(fields: "id") { id: ID! model: String }
        type Plant @key(fields: "tag") { tag: String! rare: Boolean }`,
      resolvers: {
        Person: {
          ...fromRows(people.map(({ id, secret }) => ({ id, secret }))),
          greeting: ({ name }: { name: string }) => `hi ${name}`,
          broken: () => {
            throw new Error('broken');
          },
        },
        Robot: fromRows([{ id: 'r', model: 'M' }]),
      },
    },
  },
  [
    {
      // Only another type of the same place has such a key.
      query:
        'query ($yes: Boolean!) { beings { ... on Robot { tag: version } ... @include(if: $yes) { ... on Plant { rare } } } }',
      variables: { yes: true },
      data: { beings: [{ tag: 3 }, {}] },
    },
    {
      query: '{ people { id: phone secret } }',
      data: {
        people: [
          { id: '2', secret: 'ann' },
          { id: '1', secret: 'bo' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: '{ people { name: id greeting id: name } }',
      data: {
        people: [
          { name: '1', greeting: 'hi Ann', id: 'Ann' },
          { name: '2', greeting: 'hi Bo', id: 'Bo' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: '{ people { __typename: name secret t: __typename } }',
      data: {
        people: [
          { __typename: 'Ann', secret: 'ann', t: 'Person' },
          { __typename: 'Bo', secret: 'bo', t: 'Person' },
        ],
      },
      reference: 'wrong',
    },
    {
      query: '{ beings { id: __typename ... on Robot { model } ... on Person { secret } } }',
      data: {
        beings: [
          { id: 'Robot', model: 'M' },
          { id: 'Person', secret: 'ann' },
        ],
      },
    },
    {
      query: '{ beings { ... on Robot { name: label model } ... on Person { name secret } } }',
      data: {
        beings: [
          { name: 'R', model: 'M' },
          { name: 'Ann', secret: 'ann' },
        ],
      },
    },
    {
      query: '{ people { id: friend { id: phone secret } ... { id: friend { greeting } } } }',
      data: {
        people: [
          { id: { id: '1', secret: 'bo', greeting: 'hi Bo' } },
          { id: { id: '2', secret: 'ann', greeting: 'hi Ann' } },
        ],
      },
      reference: 'wrong',
    },
    {
      query: '{ people { id: friend { secret: broken } } }',
      data: { people: [{ id: null }, { id: null }] },
      errorsAt: [
        ['people', 0, 'id', 'secret'],
        ['people', 1, 'id', 'secret'],
      ],
    },
  ],
);

describeFederation(
  'keys that look like an alias of ours',
  {
    clients: {
      sdl: `${federationLink} type Query { clients: [Client] }
        type Client @key(fields: "client_id") { client_id: ID! id: ID name: String }`,
      resolvers: { Query: { clients: () => [{ client_id: '1', id: '2', name: '2' }] } },
    },
    debts: {
      sdl: `${federationLink} type Client @key(fields: "client_id") { client_id: ID! debt: Int }`,
      resolvers: {
        Client: fromRows(
          [
            { client_id: '1', debt: 10 },
            { client_id: '2', debt: 20 },
          ],
          'client_id',
        ),
      },
    },
  },
  [
    {
      query: '{ clients { id: name debt } }',
      data: { clients: [{ id: '2', debt: 10 }] },
    },
  ],
);

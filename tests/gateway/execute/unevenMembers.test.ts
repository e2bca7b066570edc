import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';

const text = { __typename: 'Text', body: 'Bring the deed' };
const map = { __typename: 'Map', scale: 500 };
const clip = { __typename: 'Film', minutes: 3 };
const members = '__typename ... on Text { body } ... on Map { scale } ...Film';
const film = 'fragment Film on Film { minutes }';

/** A guide whose page both subgraphs can tell, each with parts that the other does not know. */
const pageOf = (parts: readonly object[]) => ({
  Guide: {
    __resolveReference: (row: object) => row,
    page: ({ parts: own = parts }: { parts?: readonly object[] }) => ({ parts: own }),
  },
});

describeFederation(
  'a shared field of whose union subgraphs know different members',
  {
    print: {
      sdl: `${federationLink} type Query { printed: Guide }
        type Guide @key(fields: "id") { id: ID! page: Page @shareable }
        type Page @shareable { parts: [Part!]! }
        union Part = Text | Map
        type Text @shareable { body: String } type Map { scale(unit: Int): Int }`,
      resolvers: {
        Query: { printed: () => ({ id: 'g', parts: [text, map] }) },
        ...pageOf([text, map]),
        Map: { scale: ({ scale }: typeof map, { unit = 1 }: { unit?: number }) => scale * unit },
      },
    },
    screen: {
      sdl: `${federationLink} type Query { shown: Guide }
        type Guide @key(fields: "id") { id: ID! page: Page @shareable }
        type Page @shareable { parts: [Part!]! }
        union Part = Text | Film
        type Text @shareable { body: String } type Film { minutes: Int }`,
      resolvers: { Query: { shown: () => ({ id: 'g', parts: [text, clip] }) }, ...pageOf([text, clip]) },
    },
  },
  [
    {
      query: `{ printed { page { parts { ${members} } } } shown { page { parts { ${members} } } } } ${film}`,
      data: {
        printed: { page: { parts: [text, map] } },
        shown: { page: { parts: [text, clip] } },
      },
      reference: 'wrong',
    },
    {
      query:
        'query ($unit: Int, $no: Boolean!) { printed { page { parts { ... on Text { body } ... on Map { size: scale(unit: $unit) } ... on Map @include(if: $no) { scale } } } } }',
      variables: { unit: 2, no: false },
      data: { printed: { page: { parts: [{ body: 'Bring the deed' }, { size: 1_000 }] } } },
      reference: 'wrong',
    },
  ],
);

describeFederation(
  'a member that only one of two subgraphs knows, and of which a third has a field',
  {
    ...Object.fromEntries(
      ['print', 'screen'].map((name) => [
        name,
        {
          sdl: `${federationLink} type Query { ${name}: Guide }
            type Guide @key(fields: "id") { id: ID! page: Page @shareable }
            type Page @shareable { parts: [Part!]! }
            union Part = Text ${name === 'screen' ? '| Film' : ''}
            type Text @shareable { body: String }
            ${name === 'screen' ? 'type Film @key(fields: "id") { id: ID! title: String }' : ''}`,
          resolvers: {
            Query: {
              [name]: () => ({ id: 'g', parts: [text, { __typename: 'Film', id: '1', title: 'Deeds' }] }),
            },
            ...pageOf([text]),
          },
        },
      ]),
    ),
    archive: {
      sdl: `${federationLink} type Film @key(fields: "id") { id: ID! minutes(unit: Int = 1): Int by: Person }
        type Person @key(fields: "id") { id: ID! }`,
      resolvers: {
        Film: {
          __resolveReference: (row: object) => row,
          minutes: (_: object, { unit }: { unit: number }) => 3 * unit,
          by: () => ({ id: 'p' }),
        },
      },
    },
    people: { sdl: `${federationLink} type Person @key(fields: "id") { id: ID! name: String }` },
  },
  [
    {
      query: '{ screen { page { parts { ... on Text { body } ... on Film { title minutes } } } } }',
      data: { screen: { page: { parts: [{ body: 'Bring the deed' }, { title: 'Deeds', minutes: 3 }] } } },
      reference: 'wrong',
    },
    {
      query:
        'query ($n: Int, $yes: Boolean!) { screen { page { parts { ... on Film { m: minutes(unit: $n) s: minutes @skip(if: $yes) t: minutes(unit: 4) } } } } }',
      variables: { n: 2, yes: true },
      data: { screen: { page: { parts: [{}, { m: 6, t: 12 }] } } },
      reference: 'wrong',
    },
    {
      query: '{ screen { page { parts { ... on Film { by { name } title } } } } }',
      data: { screen: { page: { parts: [{}, { by: null, title: 'Deeds' }] } } },
      errorsAt: [['screen', 'page', 'parts', 1, 'by']],
      reference: 'wrong',
    },
    {
      query:
        'query ($no: Boolean!) { screen { page { parts { __typename ... on Film { minutes @include(if: $no) } } } } }',
      variables: { no: false },
      data: { screen: { page: { parts: [{ __typename: 'Text' }, { __typename: 'Film' }] } } },
    },
    {
      query: '{ print { page { parts { ... on Text { body } ... on Film { minutes } } } } }',
      data: { print: { page: null } },
      errorsAt: [['print', 'page', 'parts', 1]],
    },
  ],
);

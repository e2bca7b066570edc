import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

describeFederation(
  'type names, introspection and what is hidden',
  {
    a: {
      sdl: `${federationLink} type Query { one: Any many: [Any] nodes: [Node] secret: Secret @inaccessible opaque(kind: Kind, hint: String @inaccessible): Kind
          friend: Person }
        type Mutation { touch: Person } union Any = Person | Tool interface Node { id: ID! }
        enum Kind { OPEN CLOSED HIDDEN @inaccessible } type Secret @inaccessible { x: Int }
        type Person implements Node @key(fields: "id") { id: ID! hush: String @inaccessible kind: Kind secret: Secret @inaccessible }
        type Tool implements Node @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          one: () => ({ __typename: 'Person', id: '1' }),
          many: () => [{ __typename: 'Tool', id: '2' }, null, { __typename: 'Person', id: '1' }],
          nodes: () => [
            { __typename: 'Tool', id: '2' },
            { __typename: 'Person', id: '1' },
          ],
          opaque: (_: unknown, { kind }: { kind?: string }) => kind ?? 'HIDDEN',
          friend: () => ({ id: '1', hush: 'quiet', kind: 'OPEN' }),
        },
        Mutation: { touch: () => ({ id: '1', hush: 'mutated' }) },
        Person: fromRows([{ id: '1', hush: 'quiet' }]),
      },
    },
    b: {
      sdl: `${federationLink} type Query { b: Int }
        type Person @key(fields: "id") { id: ID! hush: String @external whisper: String @requires(fields: "hush") peers: [Person!] }
        type Tool @key(fields: "id") { id: ID! weight: Float }`,
      resolvers: {
        Person: {
          ...fromRows([{ id: '1', peers: [{ id: '1' }, { id: '1' }] }]),
          whisper: ({ hush }: { hush: string }) => `(${hush})`,
        },
        Tool: fromRows([{ id: '2', weight: 1.5 }]),
      },
    },
  },
  [
    { query: '{ __typename }', data: { __typename: 'Query' } },
    {
      // Younger than the planner, whose words for it are those of Apollo's executor, too.
      query: '{ __type(name: "Person") { isOneOf } friend { kind } }',
      data: { __type: { isOneOf: null }, friend: { kind: 'OPEN' } },
      reference: 'wrong',
    },
    { query: '{ a: __typename b __typename }', data: { a: 'Query', b: null, __typename: 'Query' } },
    {
      query: 'query ($no: Boolean!) { __typename @skip(if: $no) t: __typename }',
      variables: { no: true },
      data: { t: 'Query' },
    },
    {
      query: 'mutation { __typename m: __typename touch { __typename t: __typename whisper } }',
      data: {
        __typename: 'Mutation',
        m: 'Mutation',
        touch: { __typename: 'Person', t: 'Person', whisper: '(mutated)' },
      },
    },
    {
      query: '{ one { __typename } many { kind: __typename } }',
      data: { one: { __typename: 'Person' }, many: [{ kind: 'Tool' }, null, { kind: 'Person' }] },
    },
    {
      query:
        '{ nodes { k: __typename id ... on Tool { k2: __typename weight } ... on Person { peers { __typename } } } }',
      data: {
        nodes: [
          { k: 'Tool', id: '2', k2: 'Tool', weight: 1.5 },
          { k: 'Person', id: '1', peers: [{ __typename: 'Person' }, { __typename: 'Person' }] },
        ],
      },
    },
    {
      query: '{ many { ... on Node { t: __typename ... on Node { id } } } }',
      data: { many: [{ t: 'Tool', id: '2' }, null, { t: 'Person', id: '1' }] },
    },
    {
      query: '{ many { ... on Person { __typename } } }',
      data: { many: [{}, null, { __typename: 'Person' }] },
    },
    {
      query: '{ friend { whisper } friend { kind } }',
      data: { friend: { whisper: '(quiet)', kind: 'OPEN' } },
    },
    { query: '{ opaque }', data: { opaque: null }, errorsAt: [['opaque']] },
    { query: '{ opaque(kind: CLOSED) }', data: { opaque: 'CLOSED' } },
    { query: '{ opaque(kind: HIDDEN) }', data: undefined, errorsAt: [undefined] },
    { query: '{ opaque(hint: "x") }', data: undefined, errorsAt: [undefined] },
    { query: '{ friend { hush } }', data: undefined, errorsAt: [undefined] },
    { query: '{ secret { x } }', data: undefined, errorsAt: [undefined] },
    {
      query: 'query ($k: Kind) { opaque(kind: $k) }',
      variables: { k: 'HIDDEN' },
      data: undefined,
      errorsAt: [undefined],
    },
    {
      query:
        '{ b __type(name: "Person") { fields { name } } one { ... on Node { id } } kind: __type(name: "Kind") { enumValues { name } } none: __type(name: "Secret") { name } }',
      data: {
        b: null,
        __type: { fields: ['id', 'kind', 'whisper', 'peers'].map((name) => ({ name })) },
        one: { id: '1' },
        kind: { enumValues: [{ name: 'OPEN' }, { name: 'CLOSED' }] },
        none: null,
      },
    },
    {
      query: '{ __schema { queryType { name } mutationType { t: __typename name } } __typename }',
      data: {
        __schema: { queryType: { name: 'Query' }, mutationType: { t: '__Type', name: 'Mutation' } },
        __typename: 'Query',
      },
    },
  ],
);

describeFederation(
  'executable directives of the subgraphs',
  {
    a: {
      sdl: `${federationLink} directive @mark(level: Int = 3, tags: [Tag!] = [RED], filter: Filter = { first: 1 }) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT
        enum Tag { RED BLUE } input Filter { first: Int } type Query { a: Int deep: Deep } type Deep @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { a: () => 1, deep: () => ({ id: '1' }) } },
    },
    b: {
      sdl: `${federationLink} directive @mark(level: Int = 3, tags: [Tag!] = [RED], filter: Filter = { first: 1 }) repeatable on FIELD | QUERY | FRAGMENT_SPREAD | INLINE_FRAGMENT
        enum Tag { RED BLUE } input Filter { first: Int } type Query { b: Int } type Deep @key(fields: "id") { id: ID! down: Int }`,
      resolvers: { Query: { b: () => 2 }, Deep: fromRows([{ id: '1', down: 4 }]) },
    },
  },
  [
    {
      query: '{ a @mark b @mark(level: 2) deep { down @mark(tags: [BLUE]) } }',
      data: { a: 1, b: 2, deep: { down: 4 } },
    },
    {
      query: 'query ($l: Int) @mark { ... @mark(filter: { first: 2 }) { b a @mark(level: $l) @mark } }',
      variables: { l: 5 },
      data: { b: 2, a: 1 },
    },
    { query: '{ a @mark(level: "x") }', data: undefined, errorsAt: [undefined] },
  ],
);

describeFederation(
  'types that differ between subgraphs',
  {
    a: {
      sdl: `${federationLink} type Query { people: [Person!]! anyone: Account find(by: By!, kinds: [Kind!] = [A]): String shared: Kind @shareable }
        input By { id: ID name: String } enum Kind { A B } 
        union Account = Person | Robot type Person @key(fields: "id") { id: ID name: String @shareable peers: [Account!]! }
        type Robot @key(fields: "id") { id: ID! version: Float }`,
      resolvers: {
        Query: {
          people: () => [{ id: '1', name: 'A', peers: [{ __typename: 'Robot', id: 'r' }] }],
          anyone: () => ({ __typename: 'Robot', id: 'r', version: 1 }),
          find: (_: unknown, { by, kinds }: { by: object; kinds: string[] }) => JSON.stringify([by, kinds]),
          shared: () => 'A',
        },
      },
    },
    b: {
      sdl: `${federationLink} type Query { others: [Person] search(by: By!): String shared: Kind @shareable } 
        input By { id: ID! age: Int } enum Kind { A B }
        union Account = Person | Robot type Person @key(fields: "id") { id: ID! name: String! @shareable similar: [Account] }
        type Robot @key(fields: "id") { id: ID! serial: Int! }`,
      resolvers: {
        Query: {
          others: () => [null, { id: '1', name: 'A' }],
          search: (_: unknown, { by }: { by: object }) => JSON.stringify(by),
          shared: () => 'A',
        },
        Person: fromRows([
          {
            id: '1',
            name: 'A',
            similar: [
              { __typename: 'Robot', id: 'r', serial: 5 },
              null,
              { __typename: 'Person', id: '1', name: 'A' },
            ],
          },
        ]),
        Robot: fromRows([{ id: 'r', serial: 5 }]),
      },
    },
  },
  [
    {
      query:
        '{ people { id name peers { ... on Robot { version serial } } similar { __typename ... on Robot { id serial } ... on Person { pid: id pname: name } } } }',
      data: {
        people: [
          {
            id: '1',
            name: 'A',
            peers: [{ version: null, serial: 5 }],
            similar: [
              { __typename: 'Robot', id: 'r', serial: 5 },
              null,
              { __typename: 'Person', pid: '1', pname: 'A' },
            ],
          },
        ],
      },
    },
    {
      query: '{ anyone { ... on Person { pid: id name } ... on Robot { id v: version serial } } }',
      data: { anyone: { id: 'r', v: 1, serial: 5 } },
    },
    {
      query: '{ people { similar { ... on Person { name } ... on Robot { name: serial } } } }',
      data: undefined,
      errorsAt: [undefined],
    },
    {
      query: '{ find(by: { id: "1" }) search(by: { id: "2" }) shared }',
      data: { find: '[{"id":"1"},["A"]]', search: '{"id":"2"}', shared: 'A' },
    },
    { query: '{ find(by: { id: 1, name: "x" }) }', data: undefined, errorsAt: [undefined] },
    {
      query: 'query ($by: By!, $k: [Kind!] = [B]) { find(by: $by, kinds: $k) search(by: $by) }',
      variables: { by: { id: 7 } },
      data: { find: '[{"id":"7"},["B"]]', search: '{"id":"7"}' },
    },
    {
      query: 'query ($id: ID! = "d") { find(by: { id: $id }, kinds: [A, B]) }',
      data: { find: '[{"id":"d"},["A","B"]]' },
    },
  ],
);

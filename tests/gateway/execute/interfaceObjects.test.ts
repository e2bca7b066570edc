import { describeFederation } from '../../support/describeFederation.ts';
import { federationLink } from '../../support/federationLink.ts';
import { fromRows } from '../../support/fromRows.ts';

const offices = [
  { __typename: 'Hall', id: 'h1', name: 'North', counters: 4, stars: 5, openedIn: 1999 },
  { __typename: 'Kiosk', id: 'k1', name: 'Station', screen: 'A', stars: 3, openedIn: 2020 },
];

describeFederation(
  'interface objects',
  {
    offices: {
      sdl: `${federationLink} type Query { offices: [Office!]! halls: [Hall] }
        interface Office @key(fields: "id") { id: ID! name: String }
        type Hall implements Office @key(fields: "id") { id: ID! name: String counters: Int }
        type Kiosk implements Office @key(fields: "id") { id: ID! name: String screen: String }`,
      resolvers: {
        Query: { offices: () => offices, halls: () => [offices[0], null] },
        Office: fromRows(offices),
        Hall: fromRows(offices),
        Kiosk: fromRows(offices),
      },
    },
    ratings: {
      sdl: `${federationLink} type Query { rated: [Office] best: Office worst: Visit }
        type Visit { office: Office! at: String }
        type Office @key(fields: "id") @interfaceObject { id: ID! stars: Int name: String @external
          headline: String @requires(fields: "name") nearby: [Office] }`,
      resolvers: {
        Query: {
          rated: () => [{ id: 'k1', stars: 3 }, null, { id: 'h1', stars: 5 }],
          best: () => ({ id: 'h1', stars: 5 }),
          worst: () => ({ at: 'noon', office: { id: 'k1', stars: 3 } }),
        },
        Office: {
          ...fromRows(offices.map(({ id, stars }) => ({ id, stars }))),
          headline: ({ name }: { name: string }) => `${name}!`,
          nearby: ({ id }: { id: string }) => [{ id: id === 'h1' ? 'k1' : 'h1' }, null],
        },
      },
    },
    history: {
      sdl: `${federationLink} type Office @key(fields: "id") @interfaceObject { id: ID! openedIn: Int stars: Int @external
          praise: String @requires(fields: "stars") }`,
      resolvers: {
        Office: {
          ...fromRows(offices.map(({ id, openedIn }) => ({ id, openedIn }))),
          praise: ({ stars }: { stars: number }) => '*'.repeat(stars),
        },
      },
    },
  },
  [
    {
      query: '{ offices { __typename id stars openedIn } }',
      data: {
        offices: [
          { __typename: 'Hall', id: 'h1', stars: 5, openedIn: 1999 },
          { __typename: 'Kiosk', id: 'k1', stars: 3, openedIn: 2020 },
        ],
      },
    },
    {
      query: '{ rated { id openedIn } best { praise } }',
      data: {
        rated: [{ id: 'k1', openedIn: 2020 }, null, { id: 'h1', openedIn: 1999 }],
        best: { praise: '*****' },
      },
    },
    {
      query: '{ rated { t: __typename openedIn ... on Kiosk { screen stars } ... on Hall { headline } } }',
      data: {
        rated: [
          { t: 'Kiosk', openedIn: 2020, screen: 'A', stars: 3 },
          null,
          { t: 'Hall', openedIn: 1999, headline: 'North!' },
        ],
      },
    },
    {
      query: '{ worst { at office { ... on Hall { counters } ... on Office { id } } } }',
      data: { worst: { at: 'noon', office: { id: 'k1' } } },
    },
    { query: '{ worst { office { ... on Hall { counters } } } }', data: { worst: { office: {} } } },
    {
      query: '{ best { nearby { nearby { __typename name } name } } }',
      data: {
        best: {
          nearby: [{ nearby: [{ __typename: 'Hall', name: 'North' }, null], name: 'Station' }, null],
        },
      },
    },
    {
      query: '{ halls { stars headline praise ... on Office { id openedIn } } }',
      data: { halls: [{ stars: 5, headline: 'North!', praise: '*****', id: 'h1', openedIn: 1999 }, null] },
    },
    {
      query: '{ offices { ... on Hall { counters praise } ... on Kiosk { stars } } }',
      data: { offices: [{ counters: 4, praise: '*****' }, { stars: 3 }] },
    },
    {
      query: '{ offices { ... on Office { ... on Hall { nearby { name } } } } }',
      data: { offices: [{ nearby: [{ name: 'Station' }, null] }, {}] },
    },
    { query: '{ best { __typename } }', data: { best: { __typename: 'Hall' } } },
    {
      query: 'query ($on: Boolean!) { best { id name @include(if: $on) openedIn @skip(if: $on) } }',
      variables: { on: false },
      data: { best: { id: 'h1', openedIn: 1999 } },
    },
    // What headlines require is there of a kiosk too, without the key by which that could be asked for.
    {
      query: `query ($on: Boolean!) {
        offices { ... on Kiosk { name } ... on Hall { stars ... on Office @include(if: $on) { headline } } }
      }`,
      variables: { on: true },
      data: { offices: [{ stars: 5, headline: 'North!' }, { name: 'Station' }] },
      reference: 'wrong',
    },
  ],
);

const records = [
  { __typename: 'Deed', id: '1', title: 'House', area: 90 },
  { __typename: 'Card', id: '2', title: 'Bus', color: 'red' },
];

describeFederation(
  'interface objects that a subgraph only refers to',
  {
    archive: {
      sdl: `${federationLink} type Query { deed: Deed }
        interface Paper @key(fields: "id") { id: ID! title: String }
        type Deed implements Paper @key(fields: "id") { id: ID! title: String area: Int }
        type Card implements Paper @key(fields: "id") { id: ID! title: String color: String }`,
      resolvers: {
        Query: { deed: () => records[0] },
        Paper: fromRows(records),
        Deed: fromRows(records),
        Card: fromRows(records),
      },
    },
    folders: {
      sdl: `${federationLink} type Query { folder: Folder first: Paper } type Folder { papers: [Paper] }
        type Paper @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
      resolvers: {
        Query: {
          folder: () => ({ papers: [{ id: '2' }, { id: '1' }, { id: '9' }] }),
          first: () => ({ id: '2' }),
        },
      },
    },
    owners: {
      sdl: `${federationLink} type Query { owner: Owner } type Owner @key(fields: "no") { no: Int! name: String papers: [Paper] }
        type Paper @key(fields: "id") @interfaceObject { id: ID! owner: Owner }`,
      resolvers: {
        Query: { owner: () => ({ no: 1, name: 'Lin', papers: [{ id: '1' }, { id: '2' }] }) },
        Paper: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          owner: () => ({ no: 1, name: 'Lin', papers: [{ id: '1' }] }),
        },
      },
    },
  },
  [
    { query: '{ first { id } }', data: { first: { id: '2' } } },
    {
      query: '{ folder { papers { id } } }',
      data: { folder: { papers: [{ id: '2' }, { id: '1' }, { id: '9' }] } },
    },
    { query: '{ first { __typename title } }', data: { first: { __typename: 'Card', title: 'Bus' } } },
    { query: '{ first { owner { name } } }', data: { first: { owner: { name: 'Lin' } } } },
    {
      query: '{ folder { papers { title ... on Deed { area } } } }',
      data: { folder: { papers: [{ title: 'Bus' }, { title: 'House', area: 90 }, { title: null }] } },
    },
    {
      query: '{ folder { papers { __typename } } }',
      data: { folder: { papers: [{ __typename: 'Card' }, { __typename: 'Deed' }, null] } },
      errorsAt: [['folder', 'papers', 2, '__typename']],
      reference: 'wrong',
    },
    {
      query:
        '{ owner { papers { ... on Deed { area owner { name } } ... on Card { color } } } deed { owner { no } } }',
      data: {
        owner: { papers: [{ area: 90, owner: { name: 'Lin' } }, { color: 'red' }] },
        deed: { owner: { no: 1 } },
      },
    },
    {
      query: '{ owner { papers { owner { papers { title __typename } } } } }',
      data: {
        owner: {
          papers: [
            { owner: { papers: [{ title: 'House', __typename: 'Deed' }] } },
            { owner: { papers: [{ title: 'House', __typename: 'Deed' }] } },
          ],
        },
      },
    },
  ],
);

const vehicles = [
  { __typename: 'Bus', id: 'b', plate: 'B1', seats: 40 },
  { __typename: 'Tram', id: 't', plate: 'T1', line: 2 },
  { __typename: 'Ferry', id: 'f', plate: null },
];

describeFederation(
  'interface objects of which each type is asked something else',
  {
    fleet: {
      sdl: `${federationLink} type Query { vehicles: [Vehicle!]! rows: [[Any]] } union Any = Bus | Tram
        interface Vehicle @key(fields: "id") { id: ID! plate: String }
        type Bus implements Vehicle @key(fields: "id") { id: ID! plate: String seats: Int }
        type Tram implements Vehicle @key(fields: "id") { id: ID! plate: String line: Int }
        type Ferry implements Vehicle @key(fields: "id") { id: ID! plate: String }`,
      resolvers: {
        Query: { vehicles: () => vehicles, rows: () => [vehicles.slice(0, 1), null, vehicles.slice(1, 2)] },
        Vehicle: fromRows(vehicles),
        Bus: fromRows(vehicles),
        Tram: fromRows(vehicles),
        Ferry: fromRows(vehicles),
      },
    },
    checks: {
      sdl: `${federationLink} type Vehicle @key(fields: "id") @interfaceObject { id: ID! plate: String @external
          fee(days: Int! = 1): Int grade: String stamp: String @requires(fields: "plate") parts: [Part] }
        type Part { name(short: Boolean = false): String }`,
      resolvers: {
        Vehicle: {
          ...fromRows(vehicles.map(({ id }) => ({ id, grade: `grade ${id}` }))),
          __resolveReference: ({ id, plate }: { id: string; plate?: string }) => ({
            id,
            plate,
            grade: `grade ${id}`,
          }),
          fee: (_: object, { days }: { days: number }) => days * 10,
          stamp: ({ plate }: { plate: string | null }) => plate && `stamp ${plate}`,
          parts: () => [{}],
        },
        Part: { name: (_: object, { short }: { short: boolean }) => (short ? 's' : 'long') },
      },
    },
    taxes: {
      sdl: `${federationLink} type Bus @key(fields: "id") { id: ID! grade: String @external
          tax: String @requires(fields: "grade") }`,
      resolvers: { Bus: { tax: ({ grade }: { grade: string }) => `tax ${grade}` } },
    },
  },
  [
    {
      query: '{ vehicles { ... on Bus { fee(days: 2) } ... on Tram { fee(days: 3) } } }',
      data: { vehicles: [{ fee: 20 }, { fee: 30 }, {}] },
      reference: 'wrong',
    },
    {
      query: '{ vehicles { ... on Bus { n: grade } ... on Tram { n: stamp } } }',
      data: { vehicles: [{ n: 'grade b' }, { n: 'stamp T1' }, {}] },
      reference: 'wrong',
    },
    {
      query: '{ vehicles { grade ... on Tram { stamp } } }',
      data: {
        vehicles: [{ grade: 'grade b' }, { grade: 'grade t', stamp: 'stamp T1' }, { grade: 'grade f' }],
      },
      reference: 'wrong',
    },
    {
      query: '{ vehicles { ... on Bus { grade } ... on Tram { stamp } ... on Ferry { fee } } }',
      data: { vehicles: [{ grade: 'grade b' }, { stamp: 'stamp T1' }, { fee: 10 }] },
    },
    {
      query: '{ rows { ... on Bus { grade t: fee(days: 4) } ... on Tram { stamp t: fee(days: 5) } } }',
      data: { rows: [[{ grade: 'grade b', t: 40 }], null, [{ stamp: 'stamp T1', t: 50 }]] },
      reference: 'wrong',
    },
    {
      // What a field of one type requires is asked of it, though the client wants it of another type only.
      query: '{ vehicles { ... on Bus { tax } ... on Tram { grade stamp } } }',
      data: { vehicles: [{ tax: 'tax grade b' }, { grade: 'grade t', stamp: 'stamp T1' }, {}] },
    },
    {
      query:
        '{ vehicles { ... on Bus { p: parts { n: name } } ... on Tram { p: parts { n: name(short: true) } } } }',
      data: { vehicles: [{ p: [{ n: 'long' }] }, { p: [{ n: 's' }] }, {}] },
      reference: 'wrong',
    },
    {
      query:
        'query ($yes: Boolean!) { vehicles { grade @skip(if: $yes) fee(days: 6) @include(if: $yes) ... on Bus { stamp @include(if: $yes) } ... on Ferry { stamp @skip(if: $yes) } } }',
      variables: { yes: true },
      data: { vehicles: [{ fee: 60, stamp: 'stamp B1' }, { fee: 60 }, { fee: 60 }] },
      reference: 'wrong',
    },
  ],
);

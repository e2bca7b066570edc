import { federationLink } from '../../support/federationLink.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import type { World } from './worlds.ts';

/** What may change while the subgraphs answer. */
export interface FederationState {
  world: World;
  /** Whether scores never come. */
  isHanging: boolean;
}

const RECORD_SDL = `${federationLink}
  enum State { OPEN SHUT AJAR @inaccessible }
  type More { text: String! tags: [String!]! }
  type Record @key(fields: "jurisdiction id") { jurisdiction: String! id: ID! note: String state: State months: Int base: Float more: [More!] keeper: Keeper }
  type Keeper @key(fields: "id", resolvable: false) { id: ID! }`;

/**
 * Persons with what several subgraphs and two places know of them.
 *
 * @param answering - stands around each subgraph.
 */
export function fastFederation(
  state: Readonly<FederationState>,
  answering: (name: string, subgraph: TestSubgraph) => TestSubgraph,
) {
  const reference = (record: { jurisdiction: string; id: string; __typename: string }) => ({
    ...state.world.record,
    ...record,
    keeper: { id: `keeper of ${record.id}` },
  });
  const record = answering('records', {
    sdl: RECORD_SDL,
    resolvers: { Record: { __resolveReference: reference } },
  });
  return {
    people: answering('people', {
      sdl: `${federationLink}
      type Query { notice: String! persons(first: Int): [Person]! }
      enum Kind { ONE TWO }
      type Person @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String kind: Kind! records: [Record]! strict: [Record!]! }
      type Record @key(fields: "jurisdiction id", resolvable: false) { jurisdiction: String! id: ID! }`,
      resolvers: {
        Query: { notice: () => state.world.notice, persons: () => state.world.persons },
        Person: {
          code: ({ id }: { id: string }) => `code of ${id}`,
          strict: ({ records }: { records: unknown }) => records,
        },
      },
    }),
    grades: answering('grades', {
      sdl: `${federationLink} type Person @key(fields: "code") { code: ID! grade: String }`,
      resolvers: { Person: { grade: ({ code }: { code: string }) => code } },
    }),
    scores: answering('scores', {
      sdl: `${federationLink} type Person @key(fields: "id") { id: ID! score: Int holder: String }`,
      resolvers: {
        Person: {
          __resolveReference: (person: { id: string }) =>
            state.isHanging
              ? new Promise(() => undefined)
              : { ...person, score: state.world.score, holder: person.id },
        },
      },
    }),
    records: record,
    keepers: answering('keepers', {
      sdl: `${federationLink}
      type Query { motto: String! }
      type Keeper @key(fields: "id") { id: ID! name: String rank: Int }`,
      resolvers: {
        Query: { motto: () => state.world.notice },
        Keeper: {
          __resolveReference: ({ id }: { id: string }) => ({ id, name: state.world.keeper, rank: id.length }),
        },
      },
    }),
  };
}

import { federationLink } from '../../../support/federationLink.ts';
import type { TestSubgraph } from '../../../support/serveTestSubgraph.ts';

const type = 'type T @key(fields: "id")';
const numberOf = ({ id }: { id: string }) => Number(id);
/** Each level may be asked of two subgraphs in turn, and the planner tries all combinations. */
export const costlyWorld: Readonly<Record<string, TestSubgraph>> = {
  start: {
    sdl: `${federationLink} type Query { t: T } ${type} { id: ID! }`,
    resolvers: { Query: { t: () => ({ id: '1' }) } },
  },
  one: {
    sdl: `${federationLink} ${type} { id: ID! x: Int z: Int @shareable }`,
    resolvers: { T: { x: numberOf, z: numberOf } },
  },
  other: {
    sdl: `${federationLink} ${type} { id: ID! y: Int z: Int @shareable }`,
    resolvers: { T: { y: numberOf, z: numberOf } },
  },
  next: {
    sdl: `${federationLink} ${type} {
      id: ID! x: Int @external y: Int @external next: T @requires(fields: "x y")
    }`,
    resolvers: { T: { next: ({ x, y }: { x: number; y: number }) => ({ id: String(x + y) }) } },
  },
};

/** @param levels - each takes many times what the one before does to plan. */
export const costlyQuery = (levels: number): string =>
  `{ t { ${Array.from({ length: levels }).reduce<string>((inner) => `z x next { ${inner} }`, 'z y')} } }`;

/** As costly as that, and longer in its result. @param alias - tells it apart from others. */
export const wideQuery = (alias: string): string => {
  const next = (inner: string) =>
    Array.from({ length: 20 }, (_, at) => `n${at}: next { ${inner} }`).join(' ');
  return `{ t { ${alias}: id ${next(`${next('z y')} z x`)} z x } }`;
};

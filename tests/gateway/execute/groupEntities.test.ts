import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { groupEntities } from '../../../gateway/execute/groupEntities.ts';
import { Losses } from '../../../gateway/execute/Losses.ts';
import type { PlannedFetch } from '../../../gateway/execute/PlannedFetch.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const { facts } = createGeneration(
  composeTest([
    {
      name: 'maps',
      url: 'http://maps',
      sdl: `${federationLink}
        interface Route @key(fields: "id") { id: ID! name: String }
        type Path implements Route @key(fields: "id") { id: ID! name: String km: Int @external sign: String @requires(fields: "km") }
        type Road implements Route @key(fields: "id") { id: ID! name: String }`,
    },
    {
      name: 'length',
      url: 'http://length',
      sdl: `${federationLink} type Query { long: Route! }
        type Route @key(fields: "id") @interfaceObject { id: ID! km: Int }`,
    },
  ]),
  1,
);

const fragmentOn = (typeCondition: string, ...names: readonly string[]) => ({
  kind: 'InlineFragment' as const,
  typeCondition,
  selections: ['__typename', ...names].map((name) => ({ kind: 'Field' as const, name })),
});

/** As the planner merges a fetch of a route and one of a path. */
const fetchOf = (service: string): PlannedFetch => {
  const query =
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Route { name } ... on Path { sign } } }';
  return {
    ordinal: 0,
    path: [],
    service,
    query,
    document: parse(query),
    operationName: undefined,
    isConditional: false,
    variableUsages: [],
    requires: [fragmentOn('Route', 'id'), fragmentOn('Path', 'km', 'id')],
    exactTypes: null,
    inputRewrites: [{ kind: 'ValueSetter', path: ['... on Route', '__typename'], setValueTo: 'Route' }],
    outputRewrites: [],
    contextRewrites: [],
    aliases: new Map(),
  };
};

const representationsFor = (service: string) =>
  groupEntities(
    fetchOf(service),
    [
      { __typename: 'Path', id: 'p', km: 12 },
      { __typename: 'Road', id: 'r' },
    ].map((value) => ({ value, key: null, parent: null })),
    { coercedVariables: {}, facts, losses: new Losses() },
    () => {},
  ).flatMap(({ representations }) => representations);

it('tells a subgraph the type itself where only that requires what is sent along', () => {
  expect(representationsFor('maps')).toEqual([
    { __typename: 'Path', id: 'p', km: 12 },
    { __typename: 'Route', id: 'r' },
  ]);
});

it('tells a subgraph that knows no types the interface', () => {
  expect(representationsFor('length')).toEqual([
    { __typename: 'Route', id: 'p', km: 12 },
    { __typename: 'Route', id: 'r' },
  ]);
});

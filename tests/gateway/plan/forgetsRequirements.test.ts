import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { buildSchema, parse } from 'graphql';
import { expect, it } from 'vitest';
import { createSupergraphFacts } from '../../../gateway/execute/createSupergraphFacts.ts';
import { forgetsRequirements } from '../../../gateway/plan/forgetsRequirements.ts';

const sdl = `
  directive @join__type(graph: join__Graph!, key: String, isInterfaceObject: Boolean) repeatable on OBJECT | INTERFACE
  directive @join__field(graph: join__Graph, requires: String) repeatable on FIELD_DEFINITION
  directive @join__graph(name: String!) on ENUM_VALUE
  enum join__Graph { PARTS @join__graph(name: "parts") MARKS @join__graph(name: "marks") }
  type Query { cat: Cat part: Part }
  interface Part @join__type(graph: MARKS, key: "id", isInterfaceObject: true) {
    id: ID! label: String mark: Int @join__field(graph: MARKS, requires: "label")
  }
  type Cat implements Part @join__type(graph: PARTS, key: "id") { id: ID! label: String mark: Int }
  type Dog implements Part @join__type(graph: PARTS, key: "id") { id: ID! label: String mark: Int }
`;
const schema = buildSchema(sdl);
const facts = createSupergraphFacts(parse(sdl), schema);

const fetchOf = (serviceName: string, operation: string, more: Partial<FetchNode> = {}): FetchNode => ({
  kind: 'Fetch',
  serviceName,
  operation,
  operationKind: 'query' as FetchNode['operationKind'],
  operationName: undefined,
  operationDocumentNode: parse(operation),
  ...more,
});

/** Tells the label of a `Cat`, and asks all that can stand at a key for their mark. */
const planOf = (key: string, fragment = '... on Cat { label }'): PlanNode => ({
  kind: 'Sequence',
  nodes: [
    fetchOf('parts', `{ ${key} { __typename id ${fragment} } }`),
    {
      kind: 'Flatten',
      path: [key],
      node: fetchOf(
        'marks',
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Part { mark } } }',
        {
          requires: [
            {
              kind: 'InlineFragment',
              typeCondition: 'Part',
              selections: [
                { kind: 'Field', name: '__typename' },
                { kind: 'Field', name: 'id' },
                { kind: 'Field', name: 'label' },
              ],
            },
          ],
          inputRewrites: [{ kind: 'ValueSetter', path: ['... on Cat', '__typename'], setValueTo: 'Part' }],
        },
      ),
    },
  ],
});

it('finds a plan that asks nobody for what is required of one of the types', () => {
  expect(forgetsRequirements(planOf('part'), schema, facts)).toBe(true);
});

it('finds one where the fragment that asks of all stands in one of a type', () => {
  expect(forgetsRequirements(planOf('part', '... on Cat { ... on Part { label } }'), schema, facts)).toBe(
    true,
  );
  expect(forgetsRequirements(planOf('part', '... on Part { label }'), schema, facts)).toBe(false);
});

it('finds none where only the type stands there that is asked for it', () => {
  expect(forgetsRequirements(planOf('cat'), schema, facts)).toBe(false);
});

import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  visit,
} from 'graphql';

/** What a fetch selects of entities of one type. */
export interface EntitySelection {
  /** Equal for equal selections, whatever else the fetch asks and however it is named. */
  readonly digest: string;
  /** Names of the variables that it uses. */
  readonly variables: readonly string[];
}

/** Finds, for a planner's `_entities` operation, what of it is about one type; remembered as long as the operation is. */
export class EntitySelections {
  readonly #known = new WeakMap<DocumentNode, Map<string, EntitySelection>>();

  /** @param schema - the supergraph: tells other entities' types from interfaces. */
  selectionOf(document: DocumentNode, typename: string, schema: GraphQLSchema): EntitySelection {
    let byType = this.#known.get(document);
    if (byType === undefined) {
      byType = new Map();
      this.#known.set(document, byType);
    }
    let selection = byType.get(typename);
    if (selection === undefined) {
      selection = read(document, typename, schema);
      byType.set(typename, selection);
    }
    return selection;
  }
}

function read(document: DocumentNode, typename: string, schema: GraphQLSchema): EntitySelection {
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const entities = operation?.selectionSet.selections.find(
    (node): node is FieldNode => node.kind === Kind.FIELD && node.name.value === '_entities',
  );
  const own = (entities?.selectionSet?.selections ?? []).filter((node) => concerns(node, typename, schema));
  const fragments = document.definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const variables = new Set<string>();
  for (const node of [...own, ...fragments]) {
    visit(node, { Variable: ({ name }) => void variables.add(name.value) });
  }
  const definitions = (operation?.variableDefinitions ?? []).filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  const parts = [...definitions, ...own, ...fragments].map((node) => print(node));
  return {
    digest: createHash('sha256').update(JSON.stringify(parts)).digest('base64url'),
    variables: [...variables].sort(),
  };
}

/** A fragment on another object type is for other entities; any other may be for this one. */
function concerns(node: SelectionNode, typename: string, schema: GraphQLSchema): boolean {
  if (node.kind !== Kind.INLINE_FRAGMENT || node.typeCondition === undefined) return true;
  const condition = node.typeCondition.name.value;
  return condition === typename || !isObjectType(schema.getType(condition));
}

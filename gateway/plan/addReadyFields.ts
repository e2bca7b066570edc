import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { parseDirective } from './parseDirective.ts';
import { READY_GRAPH } from './readyGraph.ts';

/** A leaf is a leaf to the planner, and this is a type that every subgraph has. */
const STRING: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } };

/**
 * A type with fields that {@link READY_GRAPH} answers, by whatever key.
 *
 * @param ready - copies of leaf fields of the type, under new names.
 */
export function addReadyFields(
  type: ObjectTypeDefinitionNode,
  ready: readonly FieldDefinitionNode[],
): ObjectTypeDefinitionNode {
  const graphs = new Set(
    (type.directives ?? []).filter((node) => node.name.value === 'join__type').flatMap(graphOf),
  );
  const everywhere = [...graphs].map((graph) => parseDirective(`@join__field(graph: ${graph})`));
  // A field that says nothing belongs to all graphs of its type, of which there is one more now.
  const fields = (type.fields ?? []).map((field) =>
    field.directives?.some(isJoinField)
      ? field
      : { ...field, directives: [...(field.directives ?? []), ...everywhere] },
  );
  const added = ready.map((field) => {
    // Its own subgraph may require it too, of an object that it does not tell itself.
    const requirers = (field.directives ?? []).flatMap((node) =>
      !isJoinField(node) || isExternal(node)
        ? [node].filter(isJoinField)
        : graphOf(node).map((graph) => parseDirective(`@join__field(graph: ${graph}, external: true)`)),
    );
    return {
      ...field,
      type: STRING,
      directives: [...requirers, parseDirective(`@join__field(graph: ${READY_GRAPH.name})`)],
    };
  });
  const joinType = parseDirective(`@join__type(graph: ${READY_GRAPH.name}, key: "__typename")`);
  return { ...type, directives: [...(type.directives ?? []), joinType], fields: [...fields, ...added] };
}

const isJoinField = ({ name }: ConstDirectiveNode): boolean => name.value === 'join__field';

const isExternal = ({ arguments: given = [] }: ConstDirectiveNode): boolean =>
  given.some(({ name, value }) => name.value === 'external' && value.kind === Kind.BOOLEAN && value.value);

const graphOf = ({ arguments: given = [] }: ConstDirectiveNode): string[] =>
  given.flatMap(({ name, value }) =>
    name.value === 'graph' && value.kind === Kind.ENUM ? [value.value] : [],
  );

import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionNode,
} from 'graphql';
import { directiveArgument } from '../../partition/directiveArgument.ts';
import { partitionFieldIn } from '../../partition/partitionFieldIn.ts';
import type { ChangedEntity } from './ChangedEntity.ts';

/**
 * Says why nothing that is kept could be meant by an entity that is told of; `null` where something could. A slip that was taken for
 * done would leave its caller sure that nothing old is answered any more.
 *
 * @param supergraph - with its directives.
 * @returns the place in the entity, and the reason.
 */
export function describeUntellable(
  { typename, key }: ChangedEntity,
  supergraph: GraphQLSchema,
): string | null {
  const type = supergraph.getType(typename);
  if (type === undefined) return `typename: the supergraph has no type ${typename}`;
  const isEntity = isObjectType(type) || isInterfaceType(type);
  const keys = isEntity ? (type.astNode?.directives ?? []).flatMap(keyFieldsIn) : [];
  if (keys.length === 0) return `typename: ${typename} has no key, and nothing of it is kept`;

  const place = partitionFieldIn(supergraph, typename);
  const fields = new Set(keys.flat());
  const given = Object.keys(key).filter((field) => field !== place);
  const unknown = given.find((field) => !fields.has(field));
  if (unknown !== undefined)
    return `key.${unknown}: no key of ${typename} has this field, only ${[...fields].join(', ')}`;
  if (given.length === 0) return null;
  // As entities are found again: by their place, where a key has one, and the first field beside it.
  const needed = keys.flatMap((names) => {
    const first = names.find((name) => name !== place);
    if (first === undefined) return [];
    return [names.includes(place) ? [place, first] : [first]];
  });
  if (needed.some((names) => names.every((name) => Object.hasOwn(key, name)))) return null;
  const ways = new Set(needed.map((names) => names.join(', ')));
  return `key: names no entity; it needs ${[...ways].join(', or ')}`;
}

/** The plain fields of the key that a subgraph knows a type by; none where it has none. */
function keyFieldsIn(directive: ConstDirectiveNode): readonly (readonly string[])[] {
  const fields = directiveArgument([directive], 'join__type', 'key');
  if (fields === undefined) return [];
  const [definition] = parse(`{${fields}}`, { noLocation: true }).definitions;
  const selections: readonly SelectionNode[] =
    definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  return [
    selections.flatMap((node) =>
      node.kind === Kind.FIELD && node.selectionSet === undefined ? [node.name.value] : [],
    ),
  ];
}

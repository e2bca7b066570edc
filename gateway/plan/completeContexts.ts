import { type DocumentNode, Kind, type ObjectValueNode, parse, visit } from 'graphql';
import { readContextSetters } from './readContextSetters.ts';

/**
 * A supergraph in which every `@fromContext` reads something of each type that sets its context: `__typename` where the
 * subgraph names nothing, which the executor gives as `null`.
 *
 * A context on an interface or a union has members that no type condition of the selection needs to meet. Composition
 * lets that through, but `@apollo/query-planner` 2.14 finds no way below such a member.
 */
export function completeContexts(document: DocumentNode): DocumentNode {
  const setters = readContextSetters(document);
  if (setters.size === 0) return document;
  let isChanged = false;
  const completed = visit(document, {
    Directive: (node) => {
      if (node.name.value !== 'join__field') return undefined;
      return visit(node, {
        ObjectValue: (value) => {
          const missing = missingTypes(value, setters);
          if (missing.length === 0) return undefined;
          isChanged = true;
          const added = missing.map((type) => ` ... on ${type} { __typename }`).join('');
          return {
            ...value,
            fields: value.fields.map((field) =>
              field.name.value === 'selection' && field.value.kind === Kind.STRING
                ? { ...field, value: { ...field.value, value: field.value.value + added } }
                : field,
            ),
          };
        },
      });
    },
  });
  return isChanged ? completed : document;
}

/** Types that set the context and that a selection by types does not name. */
function missingTypes(
  { fields }: ObjectValueNode,
  setters: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const textOf = (key: string) => {
    const value = fields.find(({ name }) => name.value === key)?.value;
    return value?.kind === Kind.STRING ? value.value : '';
  };
  const types = setters.get(textOf('context'));
  const selection = textOf('selection').trim();
  if (types === undefined || selection === '') return [];
  const [definition] = parse(selection.startsWith('{') ? selection : `{${selection}}`, {
    noLocation: true,
  }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  const named = definition.selectionSet.selections.map((node) =>
    node.kind === Kind.INLINE_FRAGMENT ? node.typeCondition?.name.value : undefined,
  );
  return named.includes(undefined) ? [] : [...types].filter((type) => !named.includes(type));
}

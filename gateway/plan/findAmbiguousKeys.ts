import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';

/** Field → which meaning of its response key it has: the first is 0, and not in here. */
type Meanings = Map<FieldNode, number>;

/**
 * Fields whose response key stands for something else in another fragment beside them:
 * `{ node { ... on A { f(n: 1) } ... on B { f(n: 2) } } }`. Fields that are one field have one meaning (GraphQL, "Field
 * Selection Merging", 5.3.2).
 *
 * @param document - each fragment is used once at most.
 */
export function findAmbiguousKeys({ definitions }: DocumentNode): ReadonlyMap<FieldNode, number> {
  const fragments = new Map(
    definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const found: Meanings = new Map();
  for (const node of definitions)
    if (node.kind === Kind.OPERATION_DEFINITION) look([node.selectionSet], fragments, found);
  return found;
}

/** @param sets - what is asked at one place, of whatever type. */
function look(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  found: Meanings,
): void {
  const byKey = new Map<string, FieldNode[]>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const key = (node.alias ?? node.name).value;
        const known = byKey.get(key);
        if (known === undefined) byKey.set(key, [node]);
        else known.push(node);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (fragment !== undefined) collect(fragment.selectionSet);
    }
  };
  sets.forEach(collect);
  for (const nodes of byKey.values()) {
    if (nodes.length > 1) tellApart(nodes, found);
    const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (below.length > 0) look(below, fragments, found);
  }
}

function tellApart(nodes: readonly FieldNode[], found: Meanings): void {
  const meanings = new Map<string, number>();
  for (const node of nodes) {
    const { name, arguments: given = [] } = node;
    const meaning = `${name.value} ${given.map(print).sort().join(' ')}`;
    const number = meanings.get(meaning) ?? meanings.size;
    meanings.set(meaning, number);
    if (number > 0) found.set(node, number);
  }
}

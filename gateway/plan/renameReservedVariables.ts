import { type DocumentNode, Kind, visit } from 'graphql';

/** The planner's own variable in every entity fetch, and a name that no object can simply be given. */
const RESERVED = ['representations', '__proto__'];

/** A document that does not use the planner's variable, and what became of the client's. */
export interface RenamedDocument {
  readonly document: DocumentNode;
  /** Client's name → name in `document`. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Gives a client's `$representations` another name: the planner would mistake it for its own. So with `$__proto__`. */
export function renameReservedVariables(document: DocumentNode): RenamedDocument {
  const names = new Set<string>();
  visit(document, { Variable: ({ name }) => void names.add(name.value) });
  const renamed = new Map(
    RESERVED.filter((name) => names.has(name)).map((name) => [name, freshName(name, names)] as const),
  );
  if (renamed.size === 0) return { document, renamed };
  const changed = visit(document, {
    Variable: (node) => {
      const value = renamed.get(node.name.value);
      return value === undefined ? undefined : { ...node, name: { kind: Kind.NAME, value } };
    },
  });
  return { document: changed, renamed };
}

function freshName(reserved: string, taken: ReadonlySet<string>): string {
  let fresh = `${reserved}_`;
  while (taken.has(fresh)) fresh += '_';
  return fresh;
}

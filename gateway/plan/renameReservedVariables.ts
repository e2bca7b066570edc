import { type DocumentNode, Kind, visit } from 'graphql';

/** The planner's own variable in every entity fetch. */
const RESERVED = 'representations';

/** A document that does not use the planner's variable, and what became of the client's. */
export interface RenamedDocument {
  readonly document: DocumentNode;
  /** Client's name → name in `document`. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Gives a client's `$representations` another name: the planner would mistake it for its own. */
export function renameReservedVariables(document: DocumentNode): RenamedDocument {
  const names = new Set<string>();
  visit(document, { Variable: ({ name }) => void names.add(name.value) });
  if (!names.has(RESERVED)) return { document, renamed: new Map() };

  let fresh = `${RESERVED}_`;
  while (names.has(fresh)) fresh += '_';
  const changed = visit(document, {
    Variable: (node) =>
      node.name.value === RESERVED ? { ...node, name: { kind: Kind.NAME, value: fresh } } : undefined,
  });
  return { document: changed, renamed: new Map([[RESERVED, fresh]]) };
}

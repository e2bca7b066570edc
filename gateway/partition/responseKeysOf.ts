import { type DocumentNode, visit } from 'graphql';

const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

/** Every response key that a document asks for, at whatever place; remembered per document. */
export function responseKeysOf(document: DocumentNode): ReadonlySet<string> {
  const remembered = known.get(document);
  if (remembered) return remembered;

  const keys = new Set<string>();
  visit(document, {
    Field: ({ alias, name }) => {
      keys.add((alias ?? name).value);
    },
  });
  known.set(document, keys);
  return keys;
}

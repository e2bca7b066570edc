/**
 * The names that none of those known has, each once; known ones are asked for only where something is named.
 *
 * Such a name is probably a slip; it may as well be one that the next supergraph brings. So whoever finds one warns of it.
 */
export function namesBeyond(named: Iterable<string>, known: () => readonly string[]): readonly string[] {
  const names = new Set(named);
  if (names.size > 0) for (const name of known()) names.delete(name);
  return [...names];
}

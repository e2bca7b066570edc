import type { FetchGroup } from './FetchGroup.ts';

/** Groups, and all that wait for one of them by however many ways, each once. */
export function withDescendants(groups: Iterable<FetchGroup>): ReadonlySet<FetchGroup> {
  const found = new Set(groups);
  // A set goes on to what is added while it is gone through.
  for (const one of found) for (const child of one.children()) found.add(child);
  return found;
}

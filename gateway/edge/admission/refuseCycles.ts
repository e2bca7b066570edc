import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';

/**
 * Refuses fragments that contain themselves: whoever expands one never comes to an end.
 *
 * @throws {TongbanError} OPERATION_TOO_COSTLY naming the fragment: 400 for every media type, as for other floods.
 */
export function refuseCycles(fragments: ReadonlyMap<string, FragmentDefinitionNode>): void {
  const finished = new Set<string>();
  const open = new Set<string>();
  const visit = (name: string): void => {
    const fragment = fragments.get(name);
    if (fragment === undefined || finished.has(name)) return;
    if (open.has(name)) {
      throw new TongbanError('OPERATION_TOO_COSTLY', `the fragment "${name}" contains itself`);
    }
    open.add(name);
    for (const spread of spreadsOf(fragment.selectionSet)) visit(spread);
    open.delete(name);
    finished.add(name);
  };
  for (const name of fragments.keys()) visit(name);
}

function spreadsOf(selectionSet: SelectionSetNode, found: Set<string> = new Set()): ReadonlySet<string> {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) found.add(selection.name.value);
    else if (selection.selectionSet !== undefined) spreadsOf(selection.selectionSet, found);
  }
  return found;
}

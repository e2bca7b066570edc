import type { SelectionSet } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** `@requires` selects no field with arguments, in any subgraph: stock planners mix such fields up with the client's own. */
export function lintRequiresArguments(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs.flatMap((subgraph) =>
    subgraph
      .allFields()
      .filter((field) => subgraph.requirementsOf(field).some(hasArguments))
      .map((field) => ({
        lint: 'requires-arguments',
        subgraph: subgraph.name,
        coordinate: field.coordinate,
        message: '@requires selects a field with arguments; require a field that takes none',
      })),
  );
}

function hasArguments(selections: SelectionSet): boolean {
  return selections.selections().some((selection) => {
    const isGiven =
      selection.kind === 'FieldSelection' && Object.keys(selection.element.args ?? {}).length > 0;
    return isGiven || (selection.selectionSet !== undefined && hasArguments(selection.selectionSet));
  });
}

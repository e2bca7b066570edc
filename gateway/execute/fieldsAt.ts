import type { FieldPlan, SelectionPlan } from './projection/SelectionPlan.ts';

/** What the client asked for at a path, whatever the types of the objects. @param path - keys of merged data, one at least. */
export function fieldsAt(root: SelectionPlan, path: readonly string[]): readonly FieldPlan[] {
  let selections: readonly SelectionPlan[] = [root];
  let found: readonly FieldPlan[] = [];
  for (const key of path) {
    found = selections.flatMap((selection) => selection.findFields(key));
    selections = found.flatMap(({ child }) => child ?? []);
  }
  return found;
}

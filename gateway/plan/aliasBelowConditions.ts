import { FragmentElement, SelectionSet } from '@apollo/federation-internals';
import { BARE_FRAGMENT } from './bareFragment.ts';

let isMended = false;

/**
 * Lets `@apollo/query-planner` 2.14 give other names to fields that conflict below fragments that have a condition and no type. It finds
 * the conflict (`x: Int` of an interface, `x: Int!` of the key of one of its types) and then not the field, for which the path has nothing
 * of such a fragment: the subgraph refuses the whole fetch (decision 023).
 *
 * Where the plan is compiled the fragment leaves the path again.
 */
export function aliasBelowConditions(): void {
  if (isMended) return;
  isMended = true;
  const { asPathElement } = FragmentElement.prototype;
  FragmentElement.prototype.asPathElement = function (this: FragmentElement) {
    return asPathElement.call(this) ?? BARE_FRAGMENT;
  };
  SelectionSet.prototype.fieldsInSet = function (this: SelectionSet) {
    return this.selections().flatMap((selection) => {
      if (selection.kind === 'FieldSelection') return [{ path: [], field: selection }];
      const head = selection.element.asPathElement() ?? BARE_FRAGMENT;
      return selection.selectionSet
        .fieldsInSet()
        .map(({ path, field }) => ({ path: [head, ...path], field }));
    });
  };
}

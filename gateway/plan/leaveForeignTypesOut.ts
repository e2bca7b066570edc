import {
  baseType,
  type CompositeType,
  isCompositeType,
  type OperationElement,
  possibleRuntimeTypes,
  runtimeTypesIntersects,
  SelectionSet,
} from '@apollo/federation-internals';
import type { SelectingGroup } from './SelectingGroup.ts';

/**
 * Lets `@apollo/query-planner` 2.14 merge a fetch about an interface into one that leads to one of its types. Such a fetch asks for keys
 * type by type; where the type is known already, fragments on the others can mean nothing, and the planner ended in an error of its own
 * instead of leaving them out: `{ doc { label } }`, where `label` of an interface object requires what another field requires, too
 * (decision 023). So it is where what waits for something wants its key by the interface (`paths { ... @include(if: $yes) { sign } }`) of
 * whoever told of the type and does not know that the interface has it: the key has come by the way that led there.
 *
 * @param first - of any plan, by which the class of all is met.
 */
export function leaveForeignTypesOut(first: SelectingGroup): void {
  const prototype: SelectingGroup = Object.getPrototypeOf(first);
  const { addAtPath } = prototype;
  prototype.addAtPath = function (this: SelectingGroup, path, selection) {
    const type = typeAt(this.parentType, path);
    if (type === null) return;
    if (type === undefined || !(selection instanceof SelectionSet)) addAtPath.call(this, path, selection);
    else addAtPath.call(this, path, ofType(selection, type));
  };
}

/** What of a selection can be met in objects of a type. */
function ofType(selectionSet: SelectionSet, type: CompositeType): SelectionSet {
  return selectionSet.lazyMap((selection) => {
    if (selection.selectionSet === undefined) return selection;
    const inner = typeBelow(type, selection.element);
    if (inner === null) return undefined;
    if (inner === undefined) return selection;
    const kept = ofType(selection.selectionSet, inner);
    if (kept === selection.selectionSet) return selection;
    return kept.isEmpty() ? undefined : selection.withUpdatedSelectionSet(kept);
  });
}

function typeAt(parent: CompositeType, path: readonly OperationElement[]): CompositeType | null | undefined {
  let type: CompositeType | null | undefined = parent;
  for (const element of path) type = type && typeBelow(type, element);
  return type;
}

/** What objects are known to be below a field or fragment: `null` where there are none, `undefined` where nothing is known. */
function typeBelow(type: CompositeType, element: OperationElement): CompositeType | null | undefined {
  if (element.kind === 'Field') {
    const definition = type.kind === 'UnionType' ? undefined : type.field(element.name);
    const below = baseType(definition?.type ?? element.definition.type ?? type);
    return isCompositeType(below) ? below : undefined;
  }
  if (element.typeCondition === undefined) return type;
  const condition = type.schema().type(element.typeCondition.name);
  if (condition === undefined || !isCompositeType(condition)) return undefined;
  if (!runtimeTypesIntersects(type, condition)) return null;
  return possibleRuntimeTypes(type).length < possibleRuntimeTypes(condition).length ? type : condition;
}

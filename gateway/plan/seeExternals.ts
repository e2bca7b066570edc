import {
  baseType,
  type CompositeType,
  type FederationMetadata,
  type FragmentElement,
  federationMetadata,
  isCompositeType,
  type NamedType,
  SelectionSet,
} from '@apollo/federation-internals';

type CanRebaseOn = typeof SelectionSet.prototype.canRebaseOn;

let isMended = false;

/**
 * Lets `@apollo/query-planner` 2.14 see that a subgraph does not tell what it names as `@external` only. Where a context is read of what
 * the reader's subgraph tells (`$order { items { id } }`) and of another one's field beside it (`$order { rate }`), it asked whoever led
 * to the order for all of it that is written there: null, or an error, where `items` is `@external` for a `@requires` (decision 023).
 */
export function seeExternals(): void {
  if (isMended) return;
  isMended = true;
  const canRebaseOn: CanRebaseOn = SelectionSet.prototype.canRebaseOn;
  SelectionSet.prototype.canRebaseOn = function (this: SelectionSet, type) {
    if (!canRebaseOn.call(this, type)) return false;
    const metadata = federationMetadata(type.schema());
    return metadata === undefined || !namesExternal(this, type, metadata);
  };
}

function namesExternal(
  selectionSet: SelectionSet,
  type: CompositeType,
  metadata: FederationMetadata,
): boolean {
  return selectionSet.selections().some(({ element, selectionSet: below }) => {
    const field =
      element.kind === 'Field' && type.kind !== 'UnionType' ? type.field(element.name) : undefined;
    if (field !== undefined && metadata.isFieldFullyExternal(field)) return true;
    const inner = element.kind === 'Field' ? field?.type && baseType(field.type) : castOf(type, element);
    return (
      below !== undefined &&
      inner !== undefined &&
      isCompositeType(inner) &&
      namesExternal(below, inner, metadata)
    );
  });
}

const castOf = (type: CompositeType, { typeCondition }: FragmentElement): NamedType | undefined =>
  typeCondition === undefined ? type : type.schema().type(typeCondition.name);

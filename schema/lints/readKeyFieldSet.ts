import {
  type Directive,
  type InterfaceType,
  type ObjectType,
  parseFieldSetArgument,
  type SelectionSet,
} from '@apollo/federation-internals';
import type { KeyFieldSet } from './KeyFieldSet.ts';

/** Reads one application of `@key`; the subgraph has been validated, so its field set parses. */
export function readKeyFieldSet(
  type: ObjectType | InterfaceType,
  key: Directive<ObjectType | InterfaceType, { fields: string; resolvable?: boolean }>,
): KeyFieldSet {
  const coordinates = new Set<string>();
  const selections = parseFieldSetArgument({ parentType: type, directive: key });
  const canonical = canonicalText(selections, coordinates);
  const own = `${type.name}.`;
  const fieldNames = [...coordinates].filter((coordinate) => coordinate.startsWith(own));

  return {
    canonical,
    fieldNames: new Set(fieldNames.map((coordinate) => coordinate.slice(own.length))),
    coordinates,
    resolvable: key.arguments().resolvable ?? true,
  };
}

function canonicalText(selections: SelectionSet, coordinates: Set<string>): string {
  const parts = selections.selections().map((selection) => {
    const inner = selection.selectionSet ? ` { ${canonicalText(selection.selectionSet, coordinates)} }` : '';
    if (selection.kind !== 'FieldSelection') return `${selection.element.toString()}${inner}`;
    const field = selection.element.definition;
    coordinates.add(`${field.parent.name}.${field.name}`);
    return `${field.name}${inner}`;
  });
  return parts.sort().join(' ');
}

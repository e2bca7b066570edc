import type { FieldNode } from 'graphql';

/** A field that a fetch asks of entities themselves. */
export interface EntityField {
  /** As what it asks for the field: a type or an interface. */
  readonly typeName: string;
  readonly node: FieldNode;
}

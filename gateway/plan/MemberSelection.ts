import type { SelectionNode } from 'graphql';

/** One field that an operation asks of one member of a union or an interface. */
export interface MemberSelection {
  /** Name of the member. */
  readonly type: string;
  readonly responseKey: string;
  /** The field, under the conditions that the operation sets. */
  readonly node: SelectionNode;
  readonly fieldName: string;
  /** Where its objects stand: keys of merged data, `@` for each list. */
  readonly path: readonly string[];
}

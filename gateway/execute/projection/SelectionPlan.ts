import type { Completer } from './Completer.ts';

/** A field of an object as it is written to the client. */
export interface FieldPlan {
  readonly key: string;
  /** The key of its value in merged data. */
  readonly source: string;
  /** One of the keys also exists on every JavaScript object, so that reading it needs care. */
  readonly inherited: boolean;
  /** The gateway answers it without any subgraph. */
  readonly local: boolean;
  readonly complete: Completer;
  /** What is asked below; `null` for leaves. */
  readonly child: SelectionPlan | null;
}

/** What is asked of an object of one type, in the operation's order. */
export interface ObjectPlan {
  readonly fields: readonly FieldPlan[];
  readonly bySource: ReadonlyMap<string, FieldPlan>;
}

/** What is asked at one place of the operation, for each type that can stand there. */
export interface SelectionPlan {
  /**
   * @param typeName - `__typename` of the data, `undefined` where it has none.
   * @returns `undefined` when such a type cannot stand here or is unknown to clients.
   */
  forType(typeName: unknown): ObjectPlan | undefined;
  /** The fields of a key in merged data of all types that can stand here; for values that are not there. */
  findFields(source: string): readonly FieldPlan[];
}

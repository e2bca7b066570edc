/** A request's variables with the operation's defaults. */
export type ReadVariable = (name: string) => unknown;

/** A number that is known when an operation is compiled, or that its variables decide. */
export type Amount = number | ((read: ReadVariable) => number);

/** What a field of an operation costs: `fixed` once, and `size` times the weight and whatever is selected below. */
export interface CostNode {
  /** In the schema: aliases are chosen by clients. */
  readonly name: string;
  readonly fixed: Amount;
  readonly weight: number;
  readonly size: Amount;
  /** `null`: always there. */
  readonly isThere: ((read: ReadVariable) => boolean) | null;
  readonly below: SelectionCost;
}

/** What a selection costs: the dearest of the types that it may meet. */
export interface SelectionCost {
  /** Fields by the type that they are asked of. */
  readonly groups: readonly (readonly CostNode[])[];
  /** Which groups apply to a type, one list for each kind of type. */
  readonly choices: readonly (readonly number[])[];
  /** Where no variable takes part. */
  readonly constant: number | null;
}

import type { OperationTypeNode } from 'graphql';
import type { CompiledCost } from '../cost/compileCost.ts';

/** What is remembered of an operation that is within the limits; its text may be long, and this is not. */
export interface ExaminedOperation {
  readonly name: string | undefined;
  readonly kind: OperationTypeNode;
  /** Values of variables that are not given. */
  readonly defaults: ReadonlyMap<string, unknown>;
  readonly cost: CompiledCost;
}

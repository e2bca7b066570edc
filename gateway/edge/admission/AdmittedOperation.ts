import type { OperationTypeNode } from 'graphql';
import type { ExaminedOperation } from './ExaminedOperation.ts';

/** Everything that was decided about an operation before it is planned. */
export interface AdmittedOperation {
  readonly kind: OperationTypeNode;
  /** The text, also where the client sent an id in its place. */
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of an approved document; `null` for any other. */
  readonly documentId: string | null;
  /** By `@cost` and `@listSize`, with these variables. */
  readonly cost: number;
  /** What was found about it before: the same object for every request that asks it, while the supergraph is the same. */
  readonly examined: ExaminedOperation;
}

/** An operation that was asked for. */
export interface UsedOperation {
  readonly text: string;
  readonly operationName: string | undefined;
}

/** One version of a procedure. */
export interface ProcedureReference {
  readonly id: string;
  readonly version: number;
}

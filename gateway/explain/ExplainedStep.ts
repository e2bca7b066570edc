/** A step of a plan, for people. */
export type ExplainedStep =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly ExplainedStep[] }
  | {
      readonly kind: 'condition';
      /** Name of the variable. */
      readonly variable: string;
      readonly whenTrue: ExplainedStep | null;
      readonly whenFalse: ExplainedStep | null;
    }
  | {
      readonly kind: 'fetch';
      readonly service: string;
      /** One call to each jurisdiction that holds some of the entities. */
      readonly isPartitioned: boolean;
      /** Of entities: their types; `null` for root fields. */
      readonly entityTypes: readonly string[] | null;
      /** Where in the answer, as `me.accounts.@`; `''` at its root. */
      readonly path: string;
      /** Names of the fields asked for first. */
      readonly fields: readonly string[];
      /** What is sent. */
      readonly query: string;
    };

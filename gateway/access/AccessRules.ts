import type { AccessClause } from './AccessClause.ts';

/** What a supergraph demands of callers; all clauses of a list must be met. */
export interface AccessRules {
  /** Of objects of a type, and of values of a scalar or enum. */
  ofType(typeName: string): readonly AccessClause[];
  /**
   * Of a field: its own clauses, those of its type and of the type that it answers with, and those of everything that is
   * sent to its subgraph for it (`@requires`, `@fromContext`), which the answer would tell of.
   */
  ofField(typeName: string, fieldName: string): readonly AccessClause[];
}

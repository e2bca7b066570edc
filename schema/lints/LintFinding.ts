/** One place of the schema that breaks a rule of composition. */
export interface LintFinding {
  /** The rule, in kebab case. */
  readonly lint: string;
  readonly subgraph: string;
  /** Schema coordinate: `Type`, `Type.field`, `Type.field(argument:)` or `@directive`. */
  readonly coordinate: string;
  /** What is wrong and how to mend it, in one line. */
  readonly message: string;
}

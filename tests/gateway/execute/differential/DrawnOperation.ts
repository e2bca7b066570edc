/** An operation and what a client sends with it. */
export interface DrawnOperation {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One attribute of a row: its name, its length in the tables of the specification, and where its value comes from. */
export interface Column<T> {
  readonly name: string;
  /** In characters. */
  readonly length: number;
  /** `text` is marked T in the specification; `day` and `month` have a spelling of "missing" of their own; `name` is never padded. */
  readonly kind: 'code' | 'text' | 'day' | 'month' | 'name';
  /** `null` where the value is missing. */
  readonly read: (item: T) => string | null;
}

/** A row of the catalogue document that was checked. */
export interface SectionRow<Row> {
  /** Unique in its section. */
  readonly key: string;
  /** What a reader of a comparison calls the row. */
  readonly name: string;
  /** `FILE: row N`, for a complaint about what rows say of each other. */
  readonly place: string;
  /** As it was written: what is stored, compared and reviewed. */
  readonly content: Readonly<Record<string, unknown>>;
  /** As it is understood: defaults filled in. */
  readonly row: Row;
}

/** What one kind of question costs PostgreSQL. */
export interface QuestionReport {
  readonly question: string;
  /** What it finds: items, or pairs that are available. */
  readonly finds: number;
  /** ms in the database, one per round. */
  readonly timesMs: readonly number[];
}

/** What the catalogue's questions cost in the database. */
export interface CatalogueReport {
  readonly items: number;
  readonly search: readonly QuestionReport[];
  /** Items whose availability was asked for. */
  readonly pairs: number;
  readonly availability: readonly QuestionReport[];
}

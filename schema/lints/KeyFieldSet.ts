/** One `@key` of an entity in one subgraph. */
export interface KeyFieldSet {
  /** The same for every spelling of the same set: names sorted, nested selections in braces. */
  readonly canonical: string;
  /** Names of the fields of the entity itself that the key selects. */
  readonly fieldNames: ReadonlySet<string>;
  /** Coordinates of all fields selected, those of nested types included. */
  readonly coordinates: ReadonlySet<string>;
  /** Whether this subgraph answers `_entities` for it. */
  readonly resolvable: boolean;
}

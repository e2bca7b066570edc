/** By what an entity is found again when it changes: its type, its place, and one value of its key. */
export interface EntityIdentity {
  readonly typename: string;
  /** Six digits; `''` where the type has no jurisdiction. */
  readonly place: string;
  readonly field: string;
  readonly value: string;
}

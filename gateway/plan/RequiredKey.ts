/** A response key that some fetch needs of objects, to ask about them or about what they stand in. */
export interface RequiredKey {
  /** The type of these objects, or one that they meet; `undefined` for all. */
  readonly condition: string | undefined;
  readonly key: string;
}

/** One step of a plan's response path: into a key, or (`key: null`) into every item of a list; then a type filter. */
export interface PathSegment {
  /** A response key; `null` for every item of a list; `undefined` for staying where one is. */
  readonly key: string | null | undefined;
  /** Object types that go on; `null` lets all pass. */
  readonly types: ReadonlySet<string> | null;
}

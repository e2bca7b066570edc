/** One step over the text of an answer; the text is verified as it is passed. */
export type FastPart =
  /** Text of a known shape; `emit`: the client gets it; `length`: where it is always the same. */
  | { readonly kind: 'text'; readonly source: string; readonly emit: boolean; readonly length?: number }
  /** The value of a key field, kept for representations. */
  | { readonly kind: 'key'; readonly source: string; readonly slot: number; readonly emit: boolean }
  /** Text that only the client gets. */
  | { readonly kind: 'out'; readonly text: string }
  /** Where the fields of an entity fetch go. */
  | { readonly kind: 'insert'; readonly fetch: number }
  /** An object with cuts in it; `null` passes where it may. */
  | {
      readonly kind: 'object';
      readonly nullable: boolean;
      readonly parts: readonly FastPart[];
      /** Entity fetches that ask about it. */
      readonly asked: readonly number[];
    }
  | { readonly kind: 'list'; readonly nullable: boolean; readonly item: readonly FastPart[] };

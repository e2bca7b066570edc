/** How an answer is to go wrong at the level of the dialect, before it is signed or encrypted. */
export type AnswerTwist =
  | { readonly kind: 'none' }
  /** The dialect's own internal error. */
  | { readonly kind: 'error' }
  /** The dialect's own maintenance answer; `until` is epoch ms where the end is known. */
  | { readonly kind: 'maintenance'; readonly until: number | null }
  /** The field set of an older release (one documented field is missing) and a code that no table has. */
  | { readonly kind: 'stale-schema' }
  /** Text in the charset that the headers do not name: GB18030 instead of UTF-8, or the other way round. */
  | { readonly kind: 'wrong-charset' };

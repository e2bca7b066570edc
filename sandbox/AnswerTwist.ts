/** How an answer is to go wrong at the level of the dialect, before it is signed or encrypted. */
export type AnswerTwist =
  | { readonly kind: 'none' }
  /** An error answer of the dialect: `code` is one of its own codes, `null` its internal error. */
  | { readonly kind: 'error'; readonly code: string | null }
  /** The dialect's own maintenance answer; `until` is epoch ms where the end is known. */
  | { readonly kind: 'maintenance'; readonly until: number | null }
  /** Leaves out the fields that the specification marks as newer, and writes a code that no table has. */
  | { readonly kind: 'stale-schema' }
  /** Text in the charset that the headers do not name: GB18030 instead of UTF-8, or the other way round. */
  | { readonly kind: 'wrong-charset' }
  /** Whatever can go wrong between messages that are each right goes wrong with every one: order, copies, timing. */
  | { readonly kind: 'unruly-pushes' };

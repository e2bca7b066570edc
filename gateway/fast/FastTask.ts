/** A plan, as the fast lane runs it; fetches are named by their numbers. */
export type FastTask =
  | { readonly kind: 'sequence'; readonly tasks: readonly FastTask[] }
  | { readonly kind: 'parallel'; readonly tasks: readonly FastTask[] }
  | { readonly kind: 'root'; readonly root: number }
  | { readonly kind: 'entities'; readonly fetch: number };

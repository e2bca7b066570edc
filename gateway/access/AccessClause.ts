/** One thing that a caller must bring; `anyOf` is an OR of ANDs, and an empty list demands nothing, as in composition. */
export type AccessClause =
  | { readonly kind: 'authenticated'; readonly id: number }
  | {
      readonly kind: 'scopes' | 'policies';
      readonly id: number;
      readonly anyOf: readonly (readonly string[])[];
    };

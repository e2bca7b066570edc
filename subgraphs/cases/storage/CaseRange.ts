/** Which cases, in the order of their ids. */
export type CaseRange =
  | { readonly only: string }
  | {
      /** Behind this one; `null`: from the first on. */
      readonly after: string | null;
      /** Up to this one, itself included; `null`: to the last. */
      readonly through: string | null;
    };

/** Who asks, as far as access directives look. */
export interface Caller {
  readonly isSignedIn: boolean;
  readonly scopes: readonly string[];
  /** Policies that hold for them. */
  readonly policies: readonly string[];
}

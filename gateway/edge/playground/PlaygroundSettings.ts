/** What the server tells the page: tokens that are in place already, in development only. */
export interface PlaygroundSettings {
  readonly tokens: {
    readonly citizen?: string;
    readonly allProvinces?: string;
    readonly sevenDialects?: string;
    readonly clerk?: string;
  };
  /** Ids that the clerk's tab asks for. */
  readonly sampleHolders: readonly string[];
}

/** What example tabs are made with; handed to every visitor, so for development only. */
export interface PlaygroundSettings {
  readonly tokens: {
    readonly citizen?: string | undefined;
    readonly allProvinces?: string | undefined;
    readonly sevenDialects?: string | undefined;
    readonly clerk?: string | undefined;
  };
  /** Ids that the clerk's tab asks for. */
  readonly sampleHolders: readonly string[];
}

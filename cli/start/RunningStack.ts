/** Where a started stack is to be found, and who may try it. */
export interface RunningStack {
  readonly gateway: string;
  readonly admin: string;
  readonly sandbox: string;
  readonly tokens: {
    readonly citizen: string;
    readonly allProvinces: string;
    readonly sevenDialects: string;
    readonly clerk: string;
  };
  /** Ids of holders that the clerk may look up, with records in the same places. */
  readonly sampleHolders: readonly string[];
}

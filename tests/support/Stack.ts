/** What `tongban start --json` says when it is ready. */
export interface StackAnnouncement {
  readonly gateway: string;
  readonly admin: string;
  readonly sandbox: string;
  readonly tokens: {
    readonly citizen: string;
    readonly allProvinces: string;
    readonly sevenDialects: string;
    readonly clerk: string;
  };
  readonly sampleHolders: readonly string[];
}

/** The `options` of a place's configuration; keys and values are those of docs/dialects. */
export type SiteOptions = Readonly<Record<string, string | number | boolean>>;

/** What the choices and credentials of one site are made from. */
export interface SiteSeed {
  readonly department: string;
  readonly jurisdiction: string;
  /** 0, 1, 2 … among the sites of the same dialect in order of jurisdiction: lets choices alternate over places. */
  readonly ordinal: number;
  /** Bytes that depend on the start-time secret, the site and the label, and on nothing else. */
  readonly derive: (label: string, length: number) => Buffer;
}

/** One process of a system: what it runs and what it is told. */
export interface RoleSpec {
  /** In every line about it and of it; distinct within a system. */
  readonly name: string;
  /** The source file of a program that calls `runRole`; compiled, the `.js` beside it is taken. */
  readonly program: URL;
  /**
   * What the program gets, as JSON, over the IPC channel: secrets stand neither in its arguments nor in its
   * environment. Asked anew before every start; `previous` is what it last reported to serve on, so that it
   * can be given the same ports again, and `null` the first time.
   */
  readonly config: (previous: Readonly<Record<string, string>> | null) => unknown;
  /** Told where it serves each time that it is ready, also after a restart; must not throw. */
  readonly onReady?: (urls: Readonly<Record<string, string>>) => void;
  /** The whole environment of the process but for NODE_ENV, `production` where it is not given; default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may take to report ready, milliseconds; default 30 000. */
  readonly readyWithinMs?: number;
}

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

/** A running product, to be asked and governed. */
export interface Stack extends StackAnnouncement {
  readonly folder: string;
  /** Sends one operation; the answer is not interpreted. */
  ask(
    query: string,
    options?: { readonly token?: string; readonly variables?: object },
  ): Promise<StackAnswer>;
  /** Sets (`null`: clears) a fault at a simulated system, `social-insurance/440000`. */
  setFault(system: string, fault: Readonly<Record<string, unknown>> | null): Promise<void>;
  clearFaults(): Promise<void>;
  /** The number of the process that plays a role now. */
  roleProcess(name: string): number;
  /** What the sandbox's governor answers: `POST`, `/systems/…/run`. @throws {Error} with its reason when it refuses. */
  govern(method: string, path: string, body?: object): Promise<unknown>;
  /** The end of what the product has written so far, to whichever stream. */
  output(): string;
}

export interface StackAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: {
    // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
    readonly data?: any;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: Record<string, unknown>;
    }[];
  };
}

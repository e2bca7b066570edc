import type { DivisionCode } from '../domain/divisionCode.ts';

/** One existing system of one authority: what an operator writes down to connect it. */
export interface Place {
  /** The authority whose records it holds. */
  readonly jurisdiction: DivisionCode;
  /** Which way it talks, a name that connect.ts lists. */
  readonly dialect: string;
  /** Where it listens, for example `http://10.1.2.3:8080`; a path in it is kept as a prefix. */
  readonly url: string;
  /** What differs from site to site; docs/dialects lists it per dialect. Holds credentials: never log it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Where we listen for what the system sends, for dialects in which it calls us; port 0 takes any. */
  readonly inbound?: { readonly host: string; readonly port: number } | undefined;
  /**
   * Where replicas of this server reach each other about the place, for dialects in which one of them speaks for all.
   * `advertise` is the host, or host and port, that the others use; default: where it listens.
   */
  readonly relay?:
    | { readonly host: string; readonly port: number; readonly advertise?: string | undefined }
    | undefined;
}

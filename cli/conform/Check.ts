import type { ConformSession } from './ConformSession.ts';

/** What became of one check; texts hold no secret and no personal data. */
export interface Verdict {
  /** `NOTED`: nothing is broken; not tried, or worth knowing. */
  readonly outcome: 'PASSED' | 'FAILED' | 'NOTED';
  readonly detail: string;
  /** What to do; always there for `FAILED`. */
  readonly next?: string;
}

/** One thing that the gateway relies on, looked at from outside. */
export interface Check {
  /** `family.what`, stable: reports are compared by it. */
  readonly id: string;
  /** A sentence that is true of an endpoint that passes. */
  readonly title: string;
  /** What to do where it fails. */
  readonly next: string;
  /** @throws {Nonconformity} when the endpoint does otherwise; {Error} when it cannot be asked. */
  readonly run: (session: ConformSession) => Promise<Confirmation>;
}

/** What was seen where a check did not fail. */
export type Confirmation = string | { readonly noted: string };

import type { CheckResult } from './runChecks.ts';

/** What was found at one endpoint, for machines; holds no secret and no personal data. */
export interface ConformReport {
  readonly endpoint: string;
  readonly jurisdiction: string;
  readonly contract: {
    readonly subgraph: string;
    /** SHA-256 of the contract's SDL, hex. */
    readonly schemaHash: string;
    /** SHA-256 of the SDL that the endpoint tells, hex. */
    readonly offeredHash: string;
  };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly failed: number;
  readonly checks: readonly CheckResult[];
}

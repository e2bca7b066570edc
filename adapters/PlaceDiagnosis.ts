import type { Diagnosis } from './transport/diagnosis/Diagnosis.ts';

/** How to look at one place's system. */
export interface PlaceDiagnosis {
  /** Whether it sends us things of its own accord or leaves them for us, so that an inbox has something to tell. */
  readonly sends: boolean;
  readonly run: Diagnosis;
  /**
   * References of requests of ours whose answers somebody of ours has put away within the last day; only where that can
   * be seen. A store that does not know them is not the one that takes what the system leaves.
   */
  readonly answeredLately?: () => Promise<readonly string[]>;
}

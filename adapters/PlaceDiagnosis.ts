import type { Diagnosis } from './transport/diagnosis/Diagnosis.ts';

/** How to look at one place's system. */
export interface PlaceDiagnosis {
  /** Whether it sends us things of its own accord or leaves them for us, so that an inbox has something to tell. */
  readonly sends: boolean;
  readonly run: Diagnosis;
}

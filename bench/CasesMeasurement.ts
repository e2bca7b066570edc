/** What a run of whole cases came to. */
export interface CasesMeasurement {
  readonly workers: number;
  readonly cases: number;
  /** From the first submit to the last end, ms. */
  readonly wallMs: number;
  /** Of every submit, ms until it was acknowledged. */
  readonly submitMs: readonly number[];
  /** CPU time of a case by process, ms. */
  readonly cpuMs: Readonly<Record<string, number>>;
  /** The part of it that submitting takes, measured while no worker was there. */
  readonly submittingCpuMs: Readonly<Record<string, number>>;
  /** Cases that did not end as granted, or steps that were asked for more or less than once. */
  readonly wrong: number;
}

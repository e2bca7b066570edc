/** What a run of whole cases came to. */
export interface CasesMeasurement {
  readonly workers: number;
  readonly cases: number;
  /** From the first submit to the last end, ms. */
  readonly wallMs: number;
  /** Of every submit, ms until it was acknowledged. */
  readonly submitMs: readonly number[];
  /** CPU time by process, ms in all. */
  readonly cpuMs: Readonly<Record<string, number>>;
  /** Cases that did not end as granted, or steps that were asked for more or less than once. */
  readonly wrong: number;
}

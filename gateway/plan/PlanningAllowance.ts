/** How long the planning of one operation may take. */
export interface PlanningAllowance {
  /** By the clock, ms. */
  readonly mostMs: number;
  /** Less, if so much was done: on a machine that is busy with others it takes longer by the clock. */
  readonly work?: {
    readonly ms: number;
    /** Of this process, that work at the same time: the system tells only what they do together. */
    readonly threads: number;
  };
}

/** What one scene took. */
export interface Measurement {
  readonly name: string;
  /** ms, one per round that gave the right answer, in order. */
  readonly walls: readonly number[];
  /** Rounds that did not. */
  readonly failed: number;
  /** CPU time per round by role, ms; empty where it cannot be known. */
  readonly cpuMs: Readonly<Record<string, number>>;
}

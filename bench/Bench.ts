/** What one run has to say. */
export interface BenchResult {
  /** The figures worth keeping: what `--json` prints. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** The same for people. */
  readonly text: string;
  /** What must not be so, in one line; `null` when all is well. */
  readonly problem: string | null;
}

/** A measurement that `npm run bench -- NAME` knows. @param rounds - how often, or how long; what it means is the bench's. @param seed - of what is drawn by chance, where something is. */
export type Bench = (rounds: number, seed: number) => Promise<BenchResult>;

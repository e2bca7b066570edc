import type { Measurement } from './Measurement.ts';
import { type ProcessCosts, readProcessCosts } from './readProcessCosts.ts';

/** One thing to measure. */
export interface Scene {
  readonly name: string;
  /** @throws {Error} when the answer is not the one expected: a wrong answer has no speed. */
  readonly run: () => Promise<void>;
}

export interface Rounds {
  /** Measured. */
  readonly rounds: number;
  /** Run before, not measured. */
  readonly warmUp: number;
  /** The process whose costs, with those of all below it, are told by role. */
  readonly pid: number;
}

/** Share of rounds that may give a wrong answer, which an overloaded machine causes by missed deadlines. */
const MOST_FAILED = 0.2;

/**
 * Measures scenes in turns, so that whatever else the machine does meets all of them alike; every other round goes
 * backwards, so that none always follows the same one.
 *
 * @throws what a scene throws in more than a fifth of its rounds; fewer failures are counted and not timed.
 */
export async function interleave(
  scenes: readonly Scene[],
  { rounds, warmUp, pid }: Rounds,
): Promise<readonly Measurement[]> {
  const tallies = scenes.map((scene) => new Tally(scene, pid));
  for (let round = 0; round < warmUp; round += 1) {
    // Cold code on a busy machine may miss deadlines; that is not what is measured.
    for (const { run } of scenes) await run().catch(() => undefined);
  }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? tallies : tallies.toReversed();
    for (const tally of order) await tally.measure(rounds * MOST_FAILED);
  }
  return tallies.map((tally) => tally.conclude());
}

class Tally {
  readonly #scene: Scene;
  readonly #pid: number;
  readonly #walls: number[] = [];
  readonly #cpu = new Map<string, number>();
  #failed = 0;

  constructor(scene: Scene, pid: number) {
    this.#scene = scene;
    this.#pid = pid;
  }

  async measure(mostFailed: number): Promise<void> {
    const before = readProcessCosts(this.#pid);
    const startedAt = performance.now();
    try {
      await this.#scene.run();
    } catch (error) {
      this.#failed += 1;
      if (this.#failed > mostFailed) throw error;
      return;
    }
    this.#walls.push(performance.now() - startedAt);
    this.#addCosts(before, readProcessCosts(this.#pid));
  }

  conclude(): Measurement {
    const { length } = this.#walls;
    const cpuMs = Object.fromEntries([...this.#cpu].map(([role, total]) => [role, total / length]));
    return { name: this.#scene.name, walls: this.#walls, failed: this.#failed, cpuMs };
  }

  #addCosts(before: ProcessCosts, after: ProcessCosts): void {
    for (const [role, { cpuMs }] of after) {
      const spent = cpuMs - (before.get(role)?.cpuMs ?? 0);
      this.#cpu.set(role, (this.#cpu.get(role) ?? 0) + spent);
    }
  }
}

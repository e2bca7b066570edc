import type { ClaimedStep } from './ClaimedStep.ts';
import type { PlaceReport } from './StepRunner.ts';

export interface PlacePumpOptions {
  /** Claims steps of the place that are due. */
  claim(limit: number): Promise<readonly ClaimedStep[]>;
  /** One turn at a step; must not throw. `null`: it says nothing of how the place was. */
  run(step: ClaimedStep): Promise<PlaceReport | null>;
  /** Told how the place was, one at a time. @returns whether more may be asked of it now. */
  report(report: PlaceReport): Promise<boolean>;
  /** At a time in this process. */
  readonly limit: number;
}

/** Does the steps of one place as long as some are due, so many at a time as the place bears. */
export class PlacePump {
  readonly #options: PlacePumpOptions;
  readonly #running = new Set<Promise<void>>();
  #isPumping = false;
  #isWoken = false;
  #isAway = false;

  constructor(options: PlacePumpOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is due any more; a call while it is at work makes it look once more. */
  async pump(): Promise<void> {
    this.#isWoken = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    this.#isAway = false;
    try {
      for (;;) {
        const isFull = await this.#claimMore();
        if (this.#running.size === 0) {
          if (this.#isWoken && !this.#isAway) continue;
          return;
        }
        if (isFull || !this.#isWoken) await Promise.race(this.#running);
      }
    } catch (error) {
      await Promise.all(this.#running);
      throw error;
    } finally {
      this.#isPumping = false;
    }
  }

  /** @returns whether nothing more can be taken up now. */
  async #claimMore(): Promise<boolean> {
    const { claim, limit } = this.#options;
    const room = limit - this.#running.size;
    if (room <= 0 || this.#isAway) return true;
    this.#isWoken = false;
    const steps = await claim(room);
    for (const step of steps) this.#begin(step);
    return steps.length < room;
  }

  #begin(step: ClaimedStep): void {
    const running = this.#turn(step).finally(() => {
      this.#running.delete(running);
      // There is room again, and the turn may have made further steps due here.
      this.#isWoken = true;
    });
    this.#running.add(running);
  }

  async #turn(step: ClaimedStep): Promise<void> {
    const { run, report } = this.#options;
    const said = await run(step);
    if (said !== null && !(await report(said))) this.#isAway = true;
  }
}

import type { Fault } from '../faults/Fault.ts';

/** Faults of which nothing is seen in what a centre writes. */
const HARMLESS: readonly Fault['kind'][] = ['latency', 'flapping'];

/**
 * When a centre has to push everybody: at its first run, after each nightly load, and once it is well again after a push
 * that a fault had spoiled.
 */
export class PushState {
  #pushed = Number.NEGATIVE_INFINITY;
  #spoiled = Number.NEGATIVE_INFINITY;

  /** Whether anybody was told of before. */
  get isFirst(): boolean {
    return this.#pushed === Number.NEGATIVE_INFINITY && this.#spoiled === Number.NEGATIVE_INFINITY;
  }

  isDue(dataTime: number, fault: Fault | null): boolean {
    return dataTime > this.#pushed && (isHarmless(fault) || dataTime > this.#spoiled);
  }

  note(dataTime: number, fault: Fault | null): void {
    if (isHarmless(fault)) this.#pushed = dataTime;
    else this.#spoiled = dataTime;
  }
}

const isHarmless = (fault: Fault | null): boolean => fault === null || HARMLESS.includes(fault.kind);

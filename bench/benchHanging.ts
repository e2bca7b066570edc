import { setTimeout as sleep } from 'node:timers/promises';
import { type Ailment, HangingScene } from './HangingScene.ts';
import { quantile } from './quantile.ts';

/** What healthy provinces noticed of one that is broken. */
export interface HangingMeasurement {
  readonly ailment: Exclude<Ailment, 'none'>;
  /** Of healthy operations, ms: each entry the median of one turn, without and with the broken province. */
  readonly pairs: readonly { readonly without: number; readonly with: number }[];
  /** Calls that waited, in the gateway before the broken province. */
  readonly waits: { readonly healthy: number; readonly behindAnother: number; readonly broken: number };
}

/** Healthy operations of one turn, one after another. */
const OPERATIONS = 40;
const PLACES = 3;
/** Between two questions to the broken province, which go on whatever comes of them. */
const EVERY_MS = 20;
const WARM_UP = 2;

/**
 * Measures operations at three healthy provinces while a fourth is asked 50 times a second: in turns, where that province is
 * as healthy as the others, and where it is not.
 *
 * @param pairs - of turns, in alternating order.
 */
export async function benchHanging(
  ailment: HangingMeasurement['ailment'],
  pairs: number,
): Promise<HangingMeasurement> {
  const [healthy, broken] = [await HangingScene.open('none'), await HangingScene.open(ailment)];
  try {
    for (let turn = 0; turn < WARM_UP; turn++) for (const scene of [healthy, broken]) await measure(scene);
    const measured: { without: number; with: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const order = pair % 2 === 0 ? [healthy, broken] : [broken, healthy];
      const medians = new Map<HangingScene, number>();
      for (const scene of order) medians.set(scene, await measure(scene));
      measured.push({ without: medians.get(healthy) ?? 0, with: medians.get(broken) ?? 0 });
    }
    return { ailment, pairs: measured, waits: await broken.waits() };
  } finally {
    await Promise.all([healthy.close(), broken.close()]);
  }
}

/** @returns the median of the healthy operations, ms. */
async function measure(scene: HangingScene): Promise<number> {
  const over = new AbortController();
  const background = askOnAndOn(scene, over.signal);
  const walls: number[] = [];
  for (let operation = 0; operation < OPERATIONS; operation++) {
    const places = Array.from({ length: PLACES }, (_, n) => pick(scene.healthy, operation * PLACES + n));
    const startedAt = performance.now();
    await scene.askHealthy(places);
    walls.push(performance.now() - startedAt);
    await sleep(5);
  }
  over.abort();
  await background;
  return quantile(walls, 0.5);
}

async function askOnAndOn(scene: HangingScene, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // Nobody waits for it: the next one is asked whatever comes of this one.
    void scene.askBroken().catch(() => undefined);
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

const pick = (places: readonly string[], number: number): string => places[number % places.length] ?? '';

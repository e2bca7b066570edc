import { readFile } from 'node:fs/promises';
import { TICKS } from '../tests/gateway/live/support/names.ts';
import { LiveAudience } from './LiveAudience.ts';
import type { LiveMeasurement } from './LiveMeasurement.ts';
import { LiveScene } from './LiveScene.ts';
import { SUBSCRIBERS, type Subscribe } from './subscribers.ts';

/** Before anything is measured: what the first ones cost the others do not. */
const FIRST = 100;
const SIZES = [1_000, 5_000];
/** Files that a process has open for other things than subscribers. */
const OTHER_FILES = 1_000;
const EVENT_ALONE = 'subscription Ticks { ticked { number } }';

/**
 * Idle subscribers of one gateway, and how fast all of them are told: of the event alone, and of what another subgraph
 * knows beside it.
 *
 * @param rounds - events that each number of subscribers is told.
 * @throws {Error} where too few files may be open.
 */
export async function benchLive(rounds: number): Promise<readonly LiveMeasurement[]> {
  // Each is two sockets here, client and source, and two at the gateway.
  const most = Math.floor(((await openFiles()) - OTHER_FILES) / 2);
  const sizes = SIZES.filter((size) => size <= most);
  if (sizes.length === 0) throw new Error(`too few files may be open for ${SIZES[0]} subscribers: ulimit -n`);
  const measured: LiveMeasurement[] = [];
  for (const isCompleted of [false, true]) {
    for (const [way, subscribe] of Object.entries(SUBSCRIBERS)) {
      measured.push(...(await measureSizes({ way, subscribe, isCompleted, sizes, rounds })));
    }
  }
  return measured;
}

interface Plan {
  readonly way: string;
  readonly subscribe: Subscribe;
  readonly isCompleted: boolean;
  readonly sizes: readonly number[];
  readonly rounds: number;
}

async function measureSizes({ way, subscribe, isCompleted, sizes, rounds }: Plan) {
  const measured: LiveMeasurement[] = [];
  const scene = await LiveScene.open();
  const audience = new LiveAudience(scene, subscribe, isCompleted ? TICKS : EVENT_ALONE);
  try {
    await audience.growTo(FIRST);
    await audience.tell();
    const before = await scene.memoryKib();
    for (const subscribers of sizes) {
      await audience.growTo(subscribers);
      const kibEach = ((await scene.memoryKib()) - before) / (subscribers - FIRST);
      const [incompleteBefore, cpuBefore] = [audience.incomplete, scene.cpuMs()];
      const latencies: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await audience.tell();
        latencies.push(...audience.latencies);
      }
      measured.push({
        way,
        isCompleted,
        subscribers,
        kibEach,
        latencies,
        cpuMsEach: (scene.cpuMs() - cpuBefore) / latencies.length,
        incomplete: audience.incomplete - incompleteBefore,
        wrong: audience.wrong(),
      });
    }
    return measured;
  } finally {
    audience.leave();
    await scene.close();
  }
}

/** How many files and sockets a process may have open. */
async function openFiles(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  return Number(/Max open files +(\d+)/.exec(limits)?.[1] ?? 4_096);
}

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveMeasurement } from './LiveMeasurement.ts';
import { LiveScene } from './LiveScene.ts';
import { SUBSCRIBERS, type Subscribe } from './subscribers.ts';

const MOST_SUBSCRIBERS = 5_000;
/** Before anything is measured: what the first ones cost the others do not. */
const FIRST = 200;
const AT_ONCE = 50;
const WAIT_MS = 120_000;

/** Idle subscribers of one gateway, and how fast all of them are told. @param rounds - events that are told. */
export async function benchLive(rounds: number): Promise<readonly LiveMeasurement[]> {
  const subscribers = Math.min(MOST_SUBSCRIBERS, Math.floor(((await openFiles()) - 1_000) / 2));
  const measured: LiveMeasurement[] = [];
  for (const [way, subscribe] of Object.entries(SUBSCRIBERS)) {
    const scene = await LiveScene.open();
    try {
      measured.push({ way, subscribers, ...(await measure(scene, { subscribe, subscribers, rounds })) });
    } finally {
      await scene.close();
    }
  }
  return measured;
}

interface Plan {
  readonly subscribe: Subscribe;
  readonly subscribers: number;
  readonly rounds: number;
}

async function measure(scene: LiveScene, { subscribe, subscribers, rounds }: Plan) {
  const { feed, url } = scene;
  const told: number[] = [];
  const latencies: number[] = [];
  const leave: (() => void)[] = [];
  let toldAt = 0;
  let arrived = 0;
  const open = async (upTo: number): Promise<void> => {
    while (leave.length < upTo) {
      const few = Array.from({ length: Math.min(AT_ONCE, upTo - leave.length) }, (_, index) => {
        const number = leave.length + index;
        return subscribe(url, () => {
          told[number] = (told[number] ?? 0) + 1;
          latencies.push(performance.now() - toldAt);
          arrived++;
        });
      });
      leave.push(...(await Promise.all(few)));
    }
    await until(() => feed.open === upTo, `${upTo} streams`);
  };
  const tick = async (): Promise<void> => {
    const wanted = arrived + leave.length;
    toldAt = performance.now();
    feed.tick();
    await until(() => arrived >= wanted, `an event at ${leave.length} subscribers`);
  };

  await open(FIRST);
  await tick();
  const before = await scene.memoryKib();
  await open(subscribers);
  const kibEach = ((await scene.memoryKib()) - before) / (subscribers - FIRST);
  latencies.length = 0;
  for (let round = 0; round < rounds; round++) await tick();
  const wrong = leave.filter((_, number) => told[number] !== rounds + (number < FIRST ? 1 : 0)).length;
  for (const go of leave) go();
  return { kibEach, latencies, wrong };
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = performance.now() + WAIT_MS; performance.now() < end; await sleep(2)) if (isSo()) return;
  throw new Error(`${what}: not within ${WAIT_MS / 1_000} s`);
}

/** How many files and sockets a process may have open. */
async function openFiles(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  return Number(/Max open files +(\d+)/.exec(limits)?.[1] ?? 4_096);
}

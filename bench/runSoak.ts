import type { BenchResult } from './Bench.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';
import type { SoakSample } from './SoakSample.ts';
import { SoakScene } from './SoakScene.ts';
import { SoakTraffic } from './SoakTraffic.ts';
import { settleHandles } from './settleHandles.ts';

const PER_SECOND = 40;
const EVERY_MS = 15_000;
const EDITED_EVERY_MS = 20_000;
const TICK_MS = 500;
/** Until then caches fill. */
const WARM_SHARE = 1 / 6;
const GROWTH_PERCENT = 10;
/** How many samples stand for the beginning, and for the end. */
const SAMPLES = 5;

/**
 * One gateway under mixed load: whether it holds on to what it should let go of.
 *
 * @param minutes - the first sixth is not counted: caches fill.
 */
export async function runSoak(minutes: number): Promise<BenchResult> {
  const scene = await SoakScene.open();
  const traffic = new SoakTraffic(scene);
  const { handles: restingBefore } = await scene.sample(0);
  const startedAt = performance.now();
  const endAt = startedAt + minutes * 60_000;
  const samples: SoakSample[] = [];
  let restingAfter = 0;
  const minuteNow = () => (performance.now() - startedAt) / 60_000;
  const sampling = setInterval(() => {
    void scene.sample(minuteNow()).then((sample) => samples.push(sample));
  }, EVERY_MS);
  const ticking = setInterval(() => scene.feed.tick(), TICK_MS);
  const editing = setInterval(() => void scene.edit(), EDITED_EVERY_MS);
  try {
    await traffic.run(PER_SECOND, endAt);
    samples.push(await scene.sample(minuteNow()));
    clearInterval(sampling);
    restingAfter = await settleHandles(() => scene.sample(minuteNow()), restingBefore);
  } finally {
    for (const timer of [sampling, ticking, editing]) clearInterval(timer);
    await scene.close();
  }
  return summarize(minutes, samples, traffic, [restingBefore, restingAfter]);
}

function summarize(
  minutes: number,
  samples: readonly SoakSample[],
  traffic: SoakTraffic,
  [restingBefore, restingAfter]: readonly [number, number],
): BenchResult {
  const counted = samples.filter(({ minute }) => minute >= minutes * WARM_SHARE);
  const [first, last] = [counted.slice(0, SAMPLES), counted.slice(-SAMPLES)];
  const compare = (read: (sample: SoakSample) => number) => {
    const [before, after] = [first, last].map((few) => quantile(few.map(read), 0.5));
    return { before: before ?? 0, after: after ?? 0, growth: ((after ?? 0) / (before ?? 1) - 1) * 100 };
  };
  const figures = {
    'RSS MiB': compare(({ rssMib }) => rssMib),
    'heap MiB': compare(({ heapMib }) => heapMib),
    handles: compare(({ handles }) => handles),
  };
  const rows = Object.entries(figures).map(([what, { before, after, growth }]) => ({
    what,
    before: Number(before.toFixed(1)),
    after: Number(after.toFixed(1)),
    'growth %': Number(growth.toFixed(1)),
  }));
  const sent = Object.fromEntries(traffic.counts);
  const grown = ['RSS MiB', 'heap MiB'].filter(
    (name) => figures[name as keyof typeof figures].growth >= GROWTH_PERCENT,
  );
  const problems = [
    ...(grown.length === 0 ? [] : [`${grown.join(' and ')} grew by ${GROWTH_PERCENT} % or more`]),
    ...(restingAfter <= restingBefore
      ? []
      : [`${restingAfter} handles after the last client had left, ${restingBefore} before the first`]),
    ...(traffic.surprises.length === 0 ? [] : [`unforeseen: ${traffic.surprises.join('; ')}`]),
  ];
  return {
    summary: {
      minutes,
      figures,
      resting: { before: restingBefore, after: restingAfter },
      sent,
      surprises: traffic.surprises,
      samples,
    },
    text: `\n${minutes} minutes, ${PER_SECOND} requests/s of all kinds, an edit of supergraph and configuration every ${EDITED_EVERY_MS / 1_000} s;\nafter collecting garbage, from the end of the first sixth to the end\n${renderTable(rows)}\nhandles before the first client and after the last: ${restingBefore}, ${restingAfter}\nsent: ${JSON.stringify(sent)}`,
    problem: problems.length === 0 ? null : problems.join('; '),
  };
}

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FAULT_POINTS } from '../../subgraphs/serving/faultPointName.ts';
import { findUnmarkedAwaits, type StepSource } from './findUnmarkedAwaits.ts';

/** Where the I/O of a step is done: by a worker, and at a place. */
const STEP_FILES: readonly Omit<StepSource, 'text'>[] = [
  { file: 'subgraphs/cases/engine/StepRunner.ts' },
  {
    file: 'subgraphs/jurisdiction/steps/StepRun.ts',
    // Only looks at the row of a step that is somebody else's by now.
    exempt: ['journal.look(owned.stepKey)'],
  },
  { file: 'subgraphs/jurisdiction/steps/StepDesk.ts', methods: ['submit'] },
  { file: 'subgraphs/jurisdiction/steps/StepForwarder.ts', methods: ['#tell'] },
  { file: 'subgraphs/jurisdiction/storage/PlaceStepAnswers.ts', methods: ['take'] },
];

const sources = STEP_FILES.map((source) => ({
  ...source,
  text: readFileSync(new URL(`../../${source.file}`, import.meta.url), 'utf8'),
}));

it('a step does no I/O that no fault point is behind', () => {
  expect(sources.flatMap(findUnmarkedAwaits)).toEqual([]);
});

it('every fault point of a step is passed in one of these files', () => {
  const passed = sources.flatMap(({ text }) =>
    [...text.matchAll(/faultPoint\(\s*'([^']+)'/g)].map(([, name]) => name),
  );

  expect([...new Set(passed)].toSorted()).toEqual(
    // Those of uploads: tests/subgraphs/cases/files/fates.test.ts.
    FAULT_POINTS.filter((name) => !name.startsWith('files.')).toSorted(),
  );
});

it.each([
  ['await rows.markSent(step);', 1],
  ['return rows.markSent(step);', 1],
  ['return await rows.markSent(step);', 1],
  ['if (ok) return tell(step);', 1],
  ['return ok ? this.#own() : rows.markSent(step);', 1],
  ['await this.#other();', 1],
  ['rows.markSent(step).then(go);', 1],
  ['void this.#own();', 1],
  ['this.#own();', 1],
  ['for await (const row of rows) note(row);', 1],
  ['await Promise.all([this.#own()]);', 2],
  ['notes.push(async () => { await rows.keep(); });', 1],
  ["await faultPoint('engine.sent');", 0],
  ["const sent = await faultPoint('engine.sent', rows.markSent(step));", 0],
  ["return await faultPoint('engine.sent', rows.markSent(step).then(go));", 0],
  ['await this.#own();', 0],
  ['return this.#own();', 0],
  ['return known(step);', 0],
  ['return null;', 0],
])('%s: %i', (statement, count) => {
  const text = `
    import { known } from './known.ts';
    class Planted {
      async #own() {}
      #other() { return rows.markSent(step); }
      async run() { const { rows, tell } = this.options; ${statement} }
    }`;

  expect(findUnmarkedAwaits({ file: 'planted.ts', text })).toHaveLength(count);
});

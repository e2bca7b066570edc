import pg from 'pg';
import { expect, it } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { Gate } from '../../../../subgraphs/cases/engine/Gate.ts';
import { deferred } from '../support/deferred.ts';
import { standOf, stepsOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, place } = withCases();
const DONE: StepResult = { outcome: 'DONE', outputs: {} };

it('overlooks nothing that happens to a case, or to its step, while it is told', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  place.answer = () => DONE;
  const caseId = await submitted(scene, INPUTS.retirement);
  await engineer.turn();
  const [step] = await engineer.claim();
  if (step === undefined) throw new Error('nothing is due');
  const other = new pg.Client({ connectionString: scene.databaseUrl });
  await other.connect();
  /** Tells what was done while somebody has changed the case and not committed it yet. */
  const tellDuring = async (change: string) => {
    await other.query('begin');
    await other.query(change, [caseId]);
    const told = engineer.run(step);
    await expect
      .poll(() =>
        scene.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            and query ~ 'tell-at-once'`),
      )
      .toHaveLength(1);
    await other.query('commit');
    await told;
  };

  try {
    await tellDuring(`update cases.cases set due_on = '2020-01-02', due_stale = false where case_id = $1`);
  } finally {
    await other.end();
  }

  expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
  expect(await stepsOf(scene, caseId)).toMatchObject([{ state: 'OVER' }, { state: 'OVER', owned: false }]);
  // It was late, by a day that was counted after it had been looked at.
  expect(await scene.query(`select day from cases.deltas where kind = 'OVERDUE'`)).toEqual([
    { day: expect.anything() },
  ]);
});

it('lets so many through at a time, the others in their order', async () => {
  const gate = new Gate(2);
  const ends = [deferred<void>(), deferred<void>(), deferred<void>()];
  const begun: number[] = [];
  const all = ends.map((end, index) =>
    gate.pass(async () => {
      begun.push(index);
      await end.promise;
      if (index === 0) throw new Error('it failed');
    }),
  );
  await Promise.resolve();

  expect(begun).toEqual([0, 1]);
  ends[0]?.resolve();
  await expect(all[0]).rejects.toThrow('it failed');
  expect(begun).toEqual([0, 1, 2]);
  for (const end of ends) end.resolve();
  await Promise.all(all.slice(1));
});

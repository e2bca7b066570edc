import { expect, it } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { Engine } from '../../../../subgraphs/cases/engine/Engine.ts';
import { claimSteps } from '../../../../subgraphs/cases/storage/claimSteps.ts';
import { PlaceHealth } from '../../../../subgraphs/cases/storage/PlaceHealth.ts';
import { StepRows } from '../../../../subgraphs/cases/storage/StepRows.ts';
import { acted } from '../support/act.ts';
import { callers } from '../support/callers.ts';
import type { Engineer } from '../support/Engineer.ts';
import { letTimePass, standOf, stepsOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, place, logger, logged } = withCases();

const DONE: StepResult = { outcome: 'DONE', outputs: {} };
const PLACE = { subgraph: 'housing-fund', division: parseDivisionCode('430100') };

async function openOne() {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) {
      await letTimePass(scene);
      await engineer.turn();
    }
  };
  const health = async () => {
    const [row] = await scene.query(
      `select ceiling, failures from cases.places where division = '430100' and subgraph = 'housing-fund'`,
    );
    return row;
  };
  return { scene, engineer, caseId, turns, health, steps: () => stepsOf(scene, caseId) };
}

it('parks at once what a system will never do as it is, with its code, and blames nobody for it', async () => {
  const { scene, caseId, turns, health, steps } = await openOne();
  await scene.query(`update cases.places set ceiling = 4`);
  place.answer = () => ({ outcome: 'FAILED', code: '2011', retryAfterSeconds: null, isLasting: true });
  await turns(2);

  expect(await standOf(scene, caseId)).toBe('PARKED');
  expect(await steps()).toMatchObject([{ state: 'PARKED', code: '2011' }]);
  expect(place.asked).toEqual(['hold-withdrawal']);
  expect(await health()).toEqual({ ceiling: 4, failures: 0 });
});

it('does not send again what is known to be lasting', async () => {
  const { scene, turns, steps } = await openOne();
  place.answer = async () => {
    // The place answers, and the case cannot be told.
    await scene.query('alter table cases.cases rename to hidden');
    return { outcome: 'FAILED', code: '2011', retryAfterSeconds: null, isLasting: true };
  };
  await expect(turns(1)).rejects.toThrow();
  await scene.query('alter table cases.hidden rename to cases');
  await scene.query(`update cases.steps set expires_at = now() - interval '1 s'`);
  await turns(1);

  expect(await steps()).toMatchObject([{ state: 'PARKED', code: '2011' }]);
  expect(place.asked).toEqual(['hold-withdrawal']);
});

it('tries a step of which the system says no for now, on its own account, and asks a person after twenty turns', async () => {
  const { scene, caseId, turns, health, steps } = await openOne();
  place.answer = () => ({ outcome: 'FAILED', code: '-99', retryAfterSeconds: null });
  await turns(19);
  expect(await steps()).toMatchObject([{ state: 'SENT', attempts: 19, code: '-99' }]);
  expect(await health()).toEqual({ ceiling: 16, failures: 0 });
  await turns(1);

  expect(await standOf(scene, caseId)).toBe('PARKED');
  expect(await steps()).toMatchObject([{ state: 'PARKED', code: '-99' }]);
});

it('counts only what is alike: a place that was away long leaves a system its twenty turns', async () => {
  const { turns, steps } = await openOne();
  place.answer = () => ({ outcome: 'FAILED', code: 'JURISDICTION_UNAVAILABLE', retryAfterSeconds: null });
  await turns(30);
  place.answer = () => ({ outcome: 'FAILED', code: '-99', retryAfterSeconds: null });
  await turns(1);

  expect(await steps()).toMatchObject([{ state: 'SENT', attempts: 1, code: '-99' }]);
});

it('waits for a place that does not let steps in, with a warning, and parks after twelve turns', async () => {
  const { scene, caseId, turns, health, steps } = await openOne();
  place.actions.delete('hold-withdrawal');
  await turns(11);

  expect(await steps()).toMatchObject([{ state: 'SENT', attempts: 11, code: 'NOT_OFFERED' }]);
  expect(await health()).toEqual({ ceiling: 1, failures: 11 });
  expect(logged.join('')).toContain('a place lets no step in');
  await turns(1);
  expect(await standOf(scene, caseId)).toBe('PARKED');
  expect(await health()).toEqual({ ceiling: 1, failures: 11 });
});

it('goes on as soon as the place lets steps in', async () => {
  const { scene, caseId, engineer, turns } = await openOne();
  place.actions.delete('hold-withdrawal');
  await turns(2);
  place.actions.add('hold-withdrawal');
  place.answer = () => DONE;
  await letTimePass(scene);
  await engineer.work();

  expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
});

it('does not say that a place is well where nothing was asked', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  await submitted(scene, INPUTS.retirement);
  await scene.query('update cases.keys set wrapped = null');
  const [step] = await engineer.claim();
  if (step === undefined) throw new Error('nothing was claimed');

  expect(await engineer.run(step)).toBeNull();
  expect(place.asked).toEqual([]);
});

it('takes for never sent what waits for a place that is not connected', async () => {
  const { scene, caseId, steps } = await openOne();
  const lost = await scene.hireEngineer({ partitions: '/nowhere/partitions.json' });
  await lost.turn();
  expect(await steps()).toMatchObject([{ state: 'READY', code: 'JURISDICTION_NOT_CONNECTED' }]);
  await acted(scene, { name: 'withdrawCase', caller: callers.applicant, caseId });

  expect(await standOf(scene, caseId)).toBe('CLOSED WITHDRAWN');
  expect(await steps()).toMatchObject([{ state: 'OVER' }]);
});

/** One claim by an engine whose turns end by an error, until it has noticed. */
async function failTurn(engineer: Engineer, error: Error) {
  const { database } = engineer.services;
  let turns = 0;
  const engine = new Engine({
    claim: (claim) => claimSteps(database, claim),
    findDuePlaces: async () => [],
    run: async () => {
      turns += 1;
      throw error;
    },
    rows: new StepRows(database),
    health: new PlaceHealth(database),
    logger,
  });
  engine.wake([PLACE]);
  await expect.poll(() => turns).toBe(1);
  await engine.stop(2_000);
}

it('gives back a step whose turn ended by an error of our own: it was not lost', async () => {
  const { scene, engineer, steps } = await openOne();
  await failTurn(engineer, new Error('timeout exceeded when trying to connect'));

  expect(await steps()).toMatchObject([{ state: 'READY', owned: false, crashes: 0 }]);
  expect(await engineer.claim()).toEqual([]);
  await letTimePass(scene);
  expect(await engineer.claim()).toMatchObject([{ crashes: 0, state: 'READY' }]);
});

it('counts as lost a step that its case does not take', async () => {
  const { engineer, steps } = await openOne();
  await failTurn(engineer, new TongbanError('CONFLICT', 'This cannot be done with the case as it stands'));

  expect(await steps()).toMatchObject([{ state: 'READY', owned: true }]);
});

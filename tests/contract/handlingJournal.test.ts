import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../domain/cases/stepAction.ts';
import { parseDivisionCode } from '../../domain/divisionCode.ts';
import { PlaceStores } from '../../subgraphs/jurisdiction/PlaceStores.ts';
import { StepDesk } from '../../subgraphs/jurisdiction/steps/StepDesk.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { DIALECTS } from './support/dialects.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { HANDLING_NAMES, type HandlingSystemName, handlingSystem } from './support/handlingSystems.ts';
import { holderOf } from './support/holderOf.ts';
import { peopleOf } from './support/peopleOf.ts';

const logger = pino({ level: 'silent' });
const patience = () => new AbortController().signal;
const BUS = 'collaboration-bus';
/** Longer than a cancellation and its answer take. */
const LATE_MS = 1_500;
const TAKEN_BACK = { outcome: 'REFUSED', code: '9', reason: '已撤销' };

/** A place whose steps go through its journal, as a server has it. */
interface JournaledPlace {
  readonly ground: HandlingGround;
  readonly handler: Handler;
  readonly put: (request: StepRequest) => ReturnType<StepDesk['submit']>;
  readonly look: (request: StepRequest) => ReturnType<StepDesk['look']>;
  readonly requestFor: ReturnType<typeof createStepRequests>;
}

const postgres = withPostgres();
const opened: PlaceStores[] = [];
let database: pg.Client;
let places: Readonly<Record<HandlingSystemName, JournaledPlace>>;
beforeAll(async () => {
  const databaseUrl = await postgres.createDatabase();
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const grounds = await HandlingGround.start(HANDLING_NAMES.map((name) => ({ name })));
  const made: [HandlingSystemName, JournaledPlace][] = [];
  for (const [index, ground] of grounds.entries()) {
    const name = HANDLING_NAMES[index];
    if (name !== undefined) made.push([name, await open(name, ground, databaseUrl)]);
  }
  places = Object.fromEntries(made) as typeof places;
});
afterEach(async () => {
  for (const { ground } of Object.values(places)) await ground.heal();
  await places[BUS].ground.everythingTold();
});
afterAll(async () => {
  for (const { ground } of Object.values(places)) await ground.stop();
  await places[BUS].ground.close();
  await Promise.all(opened.map((stores) => stores.close()));
  await database.end();
});

async function open(
  name: HandlingSystemName,
  ground: HandlingGround,
  databaseUrl: string,
): Promise<JournaledPlace> {
  const { dialect, jurisdiction: code } = handlingSystem(name);
  const [person] = peopleOf(dialect, code);
  if (person === undefined) throw new Error('nobody lives there');
  const jurisdiction = parseDivisionCode(code);
  const subgraph = DIALECTS[dialect].department;
  const stores = await PlaceStores.open({
    databaseUrl,
    storeKey: randomBytes(32),
    subgraph,
    jurisdictions: [jurisdiction],
    retentionDays: 90,
    logger,
  });
  opened.push(stores);
  const handler = await ground.listen({ store: stores.storeFor(jurisdiction) });
  const journal = stores.journalFor(jurisdiction);
  const desk = new StepDesk({ journal, port: handler.step, clock: ground.clock, logger });
  return {
    ground,
    handler,
    put: (request) => desk.submit(request, patience()),
    look: ({ stepKey }) => desk.look(stepKey, patience()),
    requestFor: createStepRequests({ jurisdiction: code, applicant: holderOf(person) }),
  };
}

async function isContradicted({ stepKey }: StepRequest): Promise<unknown> {
  const { rows } = await database.query('select contradicted from jurisdiction.steps where step_key = $1', [
    stepKey,
  ]);
  return rows[0]?.contradicted;
}

describe.each(HANDLING_NAMES)('%s: an answer that is lost after the work', (name) => {
  const { usual, dedupes, canBeAsked } = handlingSystem(name);

  it('is not known, and then known without a second effect, or a person’s', async () => {
    const { ground, put, look, requestFor } = places[name];
    await ground.switchOn(usual, { kind: 'hold-answer', times: 1 });
    const request = requestFor(usual);

    const { outcome } = await put(request);
    // A bus may have said by itself what came of it.
    expect(outcome).toBeOneOf(name === BUS ? ['UNKNOWN', 'DONE'] : ['UNKNOWN']);
    if (!dedupes && !canBeAsked) {
      expect(await put(request)).toEqual({ outcome: 'UNKNOWN', code: 'CANNOT_BE_ASKED' });
    } else {
      await put(request);
      await vi.waitFor(async () => expect(await look(request)).toMatchObject({ outcome: 'DONE' }), {
        timeout: 10_000,
        interval: 20,
      });
    }
    expect((await ground.ledgerOf(request)).effects).toBe(1);
    expect(await isContradicted(request)).toBe(false);
  });
});

describe('the bus', () => {
  it('before its ack: what it says wins', async () => {
    const { ground, put, requestFor } = places[BUS];
    await ground.switchOn('all', { kind: 'feedback', timing: 'early' });

    expect(await put(requestFor('move-out'))).toMatchObject({ outcome: 'DONE' });
  });

  it('at its most unruly contradicts nothing', async () => {
    const { ground, look, put, requestFor } = places[BUS];
    await ground.setFault({ kind: 'unruly-pushes' });
    const request = requestFor('move-out');
    await put(request);
    await ground.everythingTold();
    const { entries } = await ground.ledgerOf(request);

    expect(await look(request)).toEqual({ outcome: 'DONE', outputs: entries[0]?.outputs });
    expect(await isContradicted(request)).toBe(false);
  });

  it('takes back what was done: it stays done, and nothing is contradicted', async () => {
    const { ground, look, put } = places[BUS];
    const { request, undo } = doneAndUndone('register-newborn', 'undo-register-newborn');
    await put(request);
    await ground.everythingTold();
    const done = await look(request);
    await put(undo);
    await ground.everythingTold();

    expect(done).toMatchObject({ outcome: 'DONE' });
    expect(await look(undo)).toEqual({ outcome: 'DONE', outputs: {} });
    expect((await ground.ledgerOf(request)).entries).toMatchObject([{ status: 'taken-back' }]);
    expect([await look(request), await isContradicted(request)]).toEqual([done, false]);
  });

  it('takes back what is in work: it is refused', async () => {
    const { ground, look, put } = places[BUS];
    await ground.switchOn('move-out', { kind: 'pend' });
    const { request, undo } = doneAndUndone('move-out', 'undo-move-out');
    await put(request);
    await put(undo);
    await ground.everythingTold();

    expect([await look(undo), await look(request)]).toEqual([{ outcome: 'DONE', outputs: {} }, TAKEN_BACK]);
    expect(await isContradicted(request)).toBe(false);
  });

  it('says that something was done after it was taken back: kept beside, for a person', async () => {
    const { ground, look, put } = places[BUS];
    await ground.switchOn('issue-migration-permit', { kind: 'feedback', delayMs: LATE_MS });
    await ground.switchOn('undo-issue-migration-permit', { kind: 'feedback' });
    const { request, undo } = doneAndUndone('issue-migration-permit', 'undo-issue-migration-permit');
    await put(request);
    await put(undo);
    await ground.everythingTold();

    expect(await look(undo)).toEqual({ outcome: 'DONE', outputs: {} });
    expect([await look(request), await isContradicted(request)]).toEqual([TAKEN_BACK, true]);
  });

  it('tells of a key that nobody asked for: held, and taken without asking once somebody does', async () => {
    const { ground, handler, put, requestFor } = places[BUS];
    await ground.switchOn('all', { kind: 'feedback', timing: 'never', times: 1 });
    const request = requestFor('move-out');
    await handler.submit(request);
    await ground.tellAgain(request);
    await ground.everythingTold();
    const { entries } = await ground.ledgerOf(request);

    expect(await put(request)).toEqual({ outcome: 'DONE', outputs: entries[0]?.outputs });
    expect((await ground.ledgerOf(request)).attempts).toBe(1);
  });

  function doneAndUndone(action: StepAction, undoing: StepAction) {
    const { requestFor } = places[BUS];
    const request = requestFor(action);
    return { request, undo: requestFor(undoing, { collaborationNumber: request.collaborationNumber }) };
  }
});

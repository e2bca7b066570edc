import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../domain/cases/stepAction.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { createStepStore } from './support/createStepStore.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { handlingSystem } from './support/handlingSystems.ts';
import { holderOf } from './support/holderOf.ts';
import { peopleOf } from './support/peopleOf.ts';

const { jurisdiction } = handlingSystem('collaboration-bus');
const [person] = peopleOf('collaboration-bus', jurisdiction);
if (person === undefined) throw new Error('nobody lives there');
const requestFor = createStepRequests({ jurisdiction, applicant: holderOf(person) });
const TAKEN_BACK = { outcome: 'REFUSED', code: '9', reason: '已撤销' };
/** Switches all habits of the bus off: one answer, after the ack. */
const PLAIN = { kind: 'feedback' } as const;

let ground: HandlingGround;
let handler: Handler;
const faults: string[] = [];
beforeAll(async () => {
  const [found] = await HandlingGround.start([{ name: 'collaboration-bus' }]);
  if (found === undefined) throw new Error('it was not started');
  ground = found;
  handler = await ground.listen({ onInboundFault: ({ kind, reason }) => faults.push(`${kind}: ${reason}`) });
});
beforeEach(() => {
  faults.length = 0;
});
afterEach(async () => {
  await ground.heal();
  await ground.everythingTold();
});
afterAll(() => ground.close());

/** What was told of a step, in order. */
const toldOf = ({ businessKey }: StepRequest) =>
  handler.store.told.filter((answer) => answer.businessKey === businessKey);
const outcomesOf = (request: StepRequest) => toldOf(request).map(({ result: { outcome } }) => outcome);
const undoOf = (action: StepAction, { collaborationNumber }: StepRequest) =>
  requestFor(action, { collaborationNumber });

describe('feedback', () => {
  it('before the ack is taken: the step is known since before it was applied for', async () => {
    await ground.switchOn('all', { ...PLAIN, timing: 'early' });
    const request = requestFor('move-out');

    expect(await handler.submit(request)).toEqual({ outcome: 'PENDING' });
    expect(outcomesOf(request)).toEqual(['DONE']);
    expect(faults).toEqual([]);
  });

  it('several times, in one message and in others, says the same', async () => {
    await ground.switchOn('all', { ...PLAIN, copies: 3, repeats: 2 });
    const request = requestFor('move-out');
    const result = await handler.perform(request);
    await ground.everythingTold();

    expect(toldOf(request)).toHaveLength(9);
    expect(new Set(toldOf(request).map(({ messageId }) => messageId)).size).toBe(3);
    for (const answer of toldOf(request)) expect(answer.result).toEqual(result);
    expect((await ground.ledgerOf(request)).effects).toBe(1);
    expect(faults).toEqual([]);
  });

  it('out of order belongs to its own step', async () => {
    await ground.switchOn('move-out', { ...PLAIN, timing: 'after-next', times: 1 });
    await ground.switchOn('register-move-in', { ...PLAIN });
    const [earlier, later] = [requestFor('move-out'), requestFor('register-move-in')];
    const { collaborationNumber } = earlier;
    await handler.submit(earlier);
    await handler.submit({ ...later, collaborationNumber });
    await handler.toldOf(earlier);

    const keys = handler.store.told.map(({ businessKey }) => businessKey);
    expect(keys.slice(-2)).toEqual([later.businessKey, earlier.businessKey]);
    expect(await handler.toldOf(earlier)).toMatchObject({
      outputs: { certificateNumber: expect.any(String) },
    });
    expect(await handler.toldOf(later)).toMatchObject({ outputs: { householdNumber: expect.any(String) } });
  });

  it('of a bus at its most unruly comes to one result', async () => {
    await ground.setFault({ kind: 'unruly-pushes' });
    const request = requestFor('move-out');
    const result = await handler.perform(request);
    await ground.everythingTold();
    const { entries, effects } = await ground.ledgerOf(request);
    const finals = toldOf(request).filter(({ result: { outcome } }) => outcome !== 'PENDING');

    expect([result, effects]).toEqual([{ outcome: 'DONE', outputs: entries[0]?.outputs }, 1]);
    for (const answer of finals) expect(answer.result).toEqual(result);
    expect(outcomesOf(request)).toContain('PENDING');
    expect(handler.store.held.map(({ businessKey }) => businessKey)).not.toContain(request.businessKey);
    expect(new Set(faults)).toEqual(
      new Set([
        expect.stringMatching(/^refused package: -7: /),
        expect.stringMatching(/^bad record: RECORD 1: -11: BJSJ/),
        expect.stringMatching(/^unknown step: RECORD 2: -15: /),
      ]),
    );
  });

  it('about somebody else is refused, comes once more, corrected, and counts then', async () => {
    await ground.switchOn('all', PLAIN);
    await ground.setFault({ kind: 'wrong-person' });
    const request = requestFor('move-out');
    const result = await handler.perform(request);
    await ground.everythingTold();

    expect(toldOf(request).map((answer) => answer.result)).toEqual([result]);
    expect(result).toMatchObject({ outcome: 'DONE' });
    expect(faults).toEqual([expect.stringMatching(/^identity mismatch: RECORD 1: -12: /)]);
    expect(faults.join()).not.toContain(person.number);
  });

  it('with a result that no table has leaves the step in work, for a person', async () => {
    await ground.switchOn('all', PLAIN);
    await ground.setFault({ kind: 'stale-schema' });
    const request = requestFor('move-out');
    await handler.submit(request);
    await ground.everythingTold();

    expect(toldOf(request).map(({ result }) => result)).toEqual([{ outcome: 'UNKNOWN', code: '7' }]);
    expect(faults).toEqual([expect.stringMatching(/^strange step: RECORD 1: .* 7$/)]);
    await ground.heal();
    await ground.tellAgain(request);
    expect(await handler.toldOf(request)).toMatchObject({ outcome: 'DONE' });
  });

  it('does not come while nothing is decided, also where it is applied for again', async () => {
    await ground.switchOn('move-out', { kind: 'pend' });
    const request = requestFor('move-out');
    await handler.submit(request);
    await ground.everythingTold();
    const before = outcomesOf(request);

    expect(await handler.submit(request)).toEqual({ outcome: 'PENDING' });
    await ground.everythingTold();
    expect(outcomesOf(request)).toEqual(before);
    expect(before).not.toContain('DONE');
  });
});

describe('a cancellation', () => {
  it('of what was done is done, and what was done is taken back', async () => {
    const request = requestFor('register-newborn');
    const undo = undoOf('undo-register-newborn', request);
    await handler.perform(request);

    expect(await handler.perform(undo)).toEqual({ outcome: 'DONE', outputs: {} });
    await ground.everythingTold();
    expect(toldOf(request).at(-1)).toMatchObject({ result: TAKEN_BACK, isTakenBack: true });
    expect(await ground.ledgerOf(request)).toMatchObject({ entries: [{ status: 'taken-back' }] });
  });

  it('of a move that is in work is done', async () => {
    await ground.switchOn('move-out', { kind: 'pend' });
    const request = requestFor('move-out');
    await handler.submit(request);

    expect(await handler.perform(undoOf('undo-move-out', request))).toEqual({ outcome: 'DONE', outputs: {} });
    expect(await handler.toldOf(request)).toEqual(TAKEN_BACK);
    expect(toldOf(request).at(-1)).toMatchObject({ isTakenBack: true });
  });

  it('of a move that was decided is refused, and the move stands', async () => {
    const request = requestFor('move-out');
    const done = await handler.perform(request);

    expect(await handler.perform(undoOf('undo-move-out', request))).toEqual({
      outcome: 'REFUSED',
      code: '24',
      reason: '已决定,不能撤销',
    });
    expect(await handler.toldOf(request)).toEqual(done);
  });

  it('may be answered before what it takes back: all of it is taken', async () => {
    await ground.switchOn('issue-migration-permit', { ...PLAIN, timing: 'after-next' });
    await ground.switchOn('undo-issue-migration-permit', PLAIN);
    const request = requestFor('issue-migration-permit');
    const undo = undoOf('undo-issue-migration-permit', request);
    await handler.submit(request);
    await handler.submit(undo);
    await ground.everythingTold();

    expect(outcomesOf(undo)).toEqual(['DONE']);
    expect(outcomesOf(request).sort()).toEqual(['DONE', 'REFUSED']);
    expect(faults).toEqual([]);
  });

  it('that is lost is learnt by sending it again', async () => {
    const request = requestFor('register-newborn');
    const undo = undoOf('undo-register-newborn', request);
    await handler.perform(request);
    await ground.switchOn('undo-register-newborn', { kind: 'hold-answer', times: 1 });
    await ground.switchOn('undo-register-newborn', { ...PLAIN, timing: 'never', times: 1 });

    await expect(handler.submit(undo)).rejects.toThrow(TongbanError);
    expect(await handler.perform(undo)).toEqual({ outcome: 'DONE', outputs: {} });
    expect(await ground.ledgerOf(undo)).toMatchObject({ attempts: 2, effects: 1 });
  });

  it('with more than is allowed is none', async () => {
    const form = Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`field${at}`, '1']));

    expect(await handler.submit(requestFor('undo-register-newborn', { form }))).toEqual({
      outcome: 'FAILED',
      code: '-3',
      retryAfterSeconds: null,
      isLasting: true,
    });
  });
});

/** Each listens in the place of those before it. */
describe('another listener', () => {
  it('that knows nothing of a step answers -7, keeps it aside, and it does not come again; applied for once more, it is told', async () => {
    await ground.switchOn('all', { ...PLAIN, timing: 'never', times: 1 });
    const request = requestFor('move-out');
    await handler.submit(request);
    const forgetful = await ground.listen({ onInboundFault: ({ reason }) => faults.push(reason) });
    faults.length = 0;
    await ground.tellAgain(request);
    await ground.everythingTold();

    expect(faults).toEqual([expect.stringMatching(/^-7: /)]);
    expect(forgetful.store.told).toEqual([]);
    expect(forgetful.store.held).toMatchObject([
      { businessKey: request.businessKey, result: { outcome: 'DONE' } },
    ]);
    expect(await forgetful.perform(request)).toEqual(forgetful.store.held[0]?.result);
    expect((await ground.ledgerOf(request)).effects).toBe(1);
  });

  it('whose store is away for a moment is told again', async () => {
    await ground.switchOn('all', PLAIN);
    const store = createStepStore();
    let tries = 0;
    const take: typeof store.steps.take = async (answer) => {
      tries += 1;
      if (tries === 1)
        throw new TongbanError('INTERNAL_SERVER_ERROR', 'the store is away', { retryable: true });
      return store.steps.take(answer);
    };
    const listening = await ground.listen({ store: { ...store, steps: { take } } });
    const request = requestFor('move-out');
    store.know(request.businessKey);
    await listening.submit(request);
    await ground.everythingTold();

    expect([tries, store.told.map(({ result: { outcome } }) => outcome)]).toEqual([2, ['DONE']]);
  });
});

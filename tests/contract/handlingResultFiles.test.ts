import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { handlingSystem } from './support/handlingSystems.ts';
import { holderOf } from './support/holderOf.ts';
import { peopleOf } from './support/peopleOf.ts';

const { jurisdiction } = handlingSystem('settlement-node');
const [person] = peopleOf('settlement-node', jurisdiction);
if (person === undefined) throw new Error('nobody lives there');
const requestFor = createStepRequests({ jurisdiction, applicant: holderOf(person) });
const PENDING = { outcome: 'PENDING' };

let ground: HandlingGround;
let handler: Handler;
const faults: string[] = [];
beforeAll(async () => {
  const [found] = await HandlingGround.start([{ name: 'settlement-node' }]);
  if (found === undefined) throw new Error('it was not started');
  ground = found;
  handler = await ground.listen({ onInboundFault: ({ kind, reason }) => faults.push(`${kind}: ${reason}`) });
});
afterEach(() => ground.heal());
afterAll(() => ground.close());

const doneOf = async (request: StepRequest) => {
  const { entries, effects } = await ground.ledgerOf(request);
  expect(effects).toBe(1);
  return { outcome: 'DONE', outputs: entries[0]?.outputs };
};

it('a hub that puts off what it did tells of it before its answer, several times, or in the file of the next', async () => {
  await ground.switchOn('review-transfer-account', {
    kind: 'feedback',
    timing: 'early',
    copies: 2,
    repeats: 1,
  });
  await ground.switchOn('hold-withdrawal', { kind: 'feedback', timing: 'after-next' });
  await ground.switchOn('pay-transfer', { kind: 'feedback' });
  const early = requestFor('review-transfer-account');
  const [carried, next] = [requestFor('hold-withdrawal'), requestFor('pay-transfer')];
  for (const request of [early, carried, next]) expect(await handler.submit(request)).toEqual(PENDING);
  await ground.everythingTold();

  for (const request of [early, carried, next]) {
    const done = await doneOf(request);
    expect(await handler.toldOf(request)).toEqual(done);
    expect(await handler.find(request)).toEqual(done);
  }
  const told = handler.store.told.filter(({ businessKey }) => businessKey === early.businessKey);
  expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(2);
  expect(faults).toEqual([]);
});

it('what is in work is told once it is decided, and when it is taken back; what was done and is taken back is not', async () => {
  await ground.switchOn('hold-withdrawal', { kind: 'pend', times: 2 });
  const [decided, undone, done] = [1, 2, 3].map(() => requestFor('hold-withdrawal'));
  if (decided === undefined || undone === undefined || done === undefined) throw new Error('too few');
  for (const request of [decided, undone]) expect(await handler.submit(request)).toEqual(PENDING);
  expect(await handler.submit(done)).toEqual(await doneOf(done));
  await ground.decide(decided);
  for (const { collaborationNumber } of [undone, done]) {
    const undo = requestFor('undo-hold-withdrawal', { collaborationNumber });
    expect(await handler.submit(undo)).toEqual({ outcome: 'DONE', outputs: {} });
  }
  await ground.everythingTold();
  const takenBack = { outcome: 'REFUSED', code: '40', reason: '已冲正' };

  expect(await handler.toldOf(decided)).toEqual(await doneOf(decided));
  expect(handler.store.told.filter(({ businessKey }) => businessKey === undone.businessKey)).toMatchObject([
    { result: takenBack, isTakenBack: true },
  ]);
  expect(handler.store.told.filter(({ businessKey }) => businessKey === done.businessKey)).toEqual([]);
  expect([await handler.find(undone), await handler.find(done)]).toEqual([takenBack, takenBack]);
  expect(faults).toEqual([]);
});

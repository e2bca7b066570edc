import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isNotSent } from '../../adapters/transport/isNotSent.ts';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../domain/cases/stepAction.ts';
import type { WorldHolder } from '../../sandbox/world/WorldHolder.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { describeWhere } from './support/describeWhere.ts';
import { DIALECTS } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { HANDLING_NAMES, handlingSystem } from './support/handlingSystems.ts';
import { holderOf } from './support/holderOf.ts';
import { itWhere } from './support/itWhere.ts';
import { peopleOf } from './support/peopleOf.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';

const REASON = '甲|乙 & "丙" <丁>,有未结清业务';
const [stranger] = strangers(1);
if (stranger === undefined) throw new Error('there is no stranger');

/** At the place to which somebody comes, and for those who are on file nowhere yet. */
const ARRIVING: Readonly<
  Record<'public-security' | 'social-insurance' | 'housing-fund', readonly StepAction[]>
> = {
  'public-security': [
    'issue-migration-permit',
    'register-move-in',
    'make-identity-card',
    'make-temporary-identity-card',
  ],
  'social-insurance': [
    'register-contact-letter',
    'merge-pension-records',
    'issue-social-security-card',
    'register-unemployment',
  ],
  'housing-fund': ['register-transfer-letter', 'book-transfer', 'verify-purchase', 'register-employer'],
};

let grounds: readonly HandlingGround[];
beforeAll(async () => {
  grounds = await HandlingGround.start(HANDLING_NAMES.map((name) => ({ name })));
});
afterAll(() => grounds[0]?.close());

describe.each(HANDLING_NAMES)('%s', (name) => {
  const { dialect, jurisdiction, actions, usual, undo, codes, dedupes, canBeAsked } = handlingSystem(name);
  const { department } = DIALECTS[dialect];
  const isTold = dialect === 'collaboration-bus';
  const isNode = dialect === 'settlement-node';
  const pends = dialect !== 'data-exchange';
  const [person, another] = peopleOf(dialect, jurisdiction);
  if (person === undefined || another === undefined) throw new Error('too few people');
  const requestFor = createStepRequests({ jurisdiction, applicant: holderOf(person) });
  const asAnother = { parties: [{ role: 'APPLICANT' as const, identity: holderOf(another) }] };
  let ground: HandlingGround;
  let handler: Handler;
  beforeAll(async () => {
    const found = grounds[HANDLING_NAMES.indexOf(name)];
    if (found === undefined) throw new Error('it was not started');
    ground = found;
    handler = await ground.listen();
  });
  afterEach(() => ground.heal());
  afterAll(() => ground.stop());

  it('tells truthfully whether it dedupes and can be asked', () => {
    const { step } = handler;

    expect([step.dedupes, step.find !== null]).toEqual([dedupes, canBeAsked]);
    if (dialect === 'data-exchange') expect(ground.options['legacyHandling']).toBe(!dedupes);
  });

  describe('refuses', () => {
    it('with a code and a reason, for good', async () => {
      await ground.switchOn(usual, { kind: 'refuse', code: codes.refusal, reason: REASON, times: 1 });
      const request = requestFor(usual);
      const refused = { outcome: 'REFUSED', code: codes.refusal, reason: REASON };

      expect(await handler.perform(request)).toEqual(refused);
      if (canBeAsked) expect(await handler.find(request)).toEqual(refused);
      if (dedupes) expect(await handler.perform(request)).toEqual(refused);
      expect(await ground.ledgerOf(request)).toMatchObject({
        entries: [{ status: 'refused', refusal: codes.refusal }],
        effects: 0,
      });
    });

    it.each([
      ['who is not on file', stranger],
      ['who is on file under another name', { ...holderOf(person), name: '甲乙丙' }],
    ])('somebody %s', async (_who, identity) => {
      const request = requestFor(usual, { parties: [{ role: 'APPLICANT', identity }] });

      expect(await handler.perform(request)).toEqual({
        outcome: 'REFUSED',
        code: codes.nobody,
        reason: expect.stringMatching('信息不符'),
      });
    });
  });

  it('takes applications of people whom it does not know only where people arrive', async () => {
    const parties = [{ role: 'APPLICANT' as const, identity: stranger }];
    const arriving = ARRIVING[department];
    for (const action of actions.filter((one) => !one.startsWith('undo-'))) {
      const { outcome } = await handler.perform(requestFor(action, { parties }));

      expect({ action, outcome }).toEqual({
        action,
        outcome: arriving.includes(action) ? 'DONE' : 'REFUSED',
      });
    }
  });

  itWhere(department === 'public-security')('tells where a parent’s book is kept', async () => {
    const hukouOf = ({ number }: { readonly number: string }) =>
      theWorld.findPublicSecurityFile(jurisdiction, number)?.hukou;
    const parents = peopleOf(dialect, jurisdiction).filter(({ kind }) => kind === 'person');
    const [here, elsewhere] = [parents.find(hukouOf), parents.find((parent) => !hukouOf(parent))];
    if (here === undefined || elsewhere === undefined)
      throw new Error('everybody lives there, or nobody does');
    const register = (parent: WorldHolder) =>
      handler.perform(
        requestFor('register-newborn', { parties: [{ role: 'APPLICANT', identity: holderOf(parent) }] }),
      );

    expect(await register(here)).toEqual({
      outcome: 'DONE',
      outputs: { householdNumber: hukouOf(here)?.bookletNumber },
    });
    expect(await register(elsewhere)).toEqual({
      outcome: 'DONE',
      outputs: { householdNumber: expect.stringMatching(/^\d{9}$/), bookElsewhere: 'true' },
    });
  });

  itWhere(department !== 'public-security')('tells that what came is not what was announced', async () => {
    const action = department === 'housing-fund' ? 'book-transfer' : 'merge-pension-records';
    await ground.switchOn(action, { kind: 'mismatch', times: 1 });

    expect(await handler.perform(requestFor(action))).toEqual({
      outcome: 'DONE',
      outputs: { matches: 'false' },
    });
    expect(await handler.perform(requestFor(action))).toEqual({
      outcome: 'DONE',
      outputs: { matches: 'true' },
    });
  });

  itWhere(pends)('keeps something in work, until it is done', async () => {
    await ground.switchOn(usual, { kind: 'pend' });
    const request = requestFor(usual);

    expect(await handler.submit(request)).toEqual({ outcome: 'PENDING' });
    if (canBeAsked) expect(await handler.find(request)).toEqual({ outcome: 'PENDING' });
    if (dedupes) expect(await handler.submit(request)).toEqual({ outcome: 'PENDING' });
    await ground.decide(request);
    const done = await (isTold ? handler.toldOf(request) : handler.find(request));
    const { entries, effects } = await ground.ledgerOf(request);
    expect([done, effects]).toEqual([{ outcome: 'DONE', outputs: entries[0]?.outputs }, 1]);
    // What was answered as in work is answered as things stand now.
    if (dedupes) expect(await handler.perform(request)).toEqual(done);
  });

  itWhere(pends)('keeps something in work, until it is refused', async () => {
    await ground.switchOn(usual, { kind: 'pend' });
    const request = requestFor(usual);
    await handler.submit(request);
    await ground.decide(request, { outcome: 'refused', code: codes.refusal, reason: REASON });

    expect(await (isTold ? handler.toldOf(request) : handler.find(request))).toEqual({
      outcome: 'REFUSED',
      code: codes.refusal,
      reason: REASON,
    });
  });

  itWhere(!pends)('keeps nothing in work', async () => {
    await expect(ground.switchOn(usual, { kind: 'pend' })).rejects.toThrow('nothing stays in work');
  });

  describeWhere(dedupes)('does once what it is asked twice', () => {
    it('one after the other', async () => {
      const request = requestFor(usual);
      const [first, again] = [await handler.perform(request), await handler.perform(request)];

      expect([first.outcome, again]).toEqual(['DONE', first]);
      expect(await ground.ledgerOf(request)).toMatchObject({ attempts: 2, effects: 1 });
    });

    it('at the same moment', async () => {
      const request = requestFor(usual);
      const results = await Promise.all([1, 2, 3, 4].map(() => handler.perform(request)));
      const { entries, attempts, effects } = await ground.ledgerOf(request);

      expect(results).toEqual(results.map(() => ({ outcome: 'DONE', outputs: entries[0]?.outputs })));
      expect([attempts, effects]).toEqual([4, 1]);
    });

    it.each<[string, Partial<StepRequest>]>([
      ['form', { form: { remark: '乙' } }],
      ['item', { item: 'another-item' }],
      ['applicant', asAnother],
      ['action', { action: undo[1] }],
    ])('but does nothing with another %s under the key, and nobody knows what was', async (_part, other) => {
      const request = requestFor(usual, { form: { remark: '甲' } });
      await handler.perform(request);

      expect(await handler.submit({ ...request, ...other })).toEqual({
        outcome: 'UNKNOWN',
        code: codes.conflict,
      });
      expect((await ground.ledgerOf(request)).effects).toBe(1);
    });
  });

  itWhere(!dedupes)('does twice what it is asked twice', async () => {
    const request = requestFor(usual);
    const [first, again] = [await handler.perform(request), await handler.perform(request)];

    expect([first.outcome, again.outcome]).toEqual(['DONE', 'DONE']);
    expect(await ground.ledgerOf(request)).toMatchObject({ attempts: 2, effects: 2 });
    if (canBeAsked) expect(await handler.find(request)).toEqual(first);
  });

  describe('takes back', () => {
    it('what was done, once', async () => {
      const [taking, of] = undo;
      const request = requestFor(of);
      const { collaborationNumber } = request;
      await handler.perform(request);

      expect(await handler.perform(requestFor(taking, { collaborationNumber }))).toEqual({
        outcome: 'DONE',
        outputs: {},
      });
      expect((await ground.ledgerOf(request)).entries).toMatchObject([{ status: 'taken-back' }]);
      if (canBeAsked) {
        expect(await handler.find(request)).toEqual({
          outcome: 'REFUSED',
          code: codes.takenBack,
          reason: expect.stringMatching(/^已(?:撤销|冲正)$/),
        });
      }
      expect(await handler.perform(requestFor(taking, { collaborationNumber }))).toMatchObject({
        outcome: 'REFUSED',
        code: codes.nothingToUndo,
      });
    });

    it.each<[string, (of: StepRequest) => Partial<StepRequest>]>([
      ['of another case', () => ({})],
      ['of another applicant', ({ collaborationNumber }) => ({ collaborationNumber, ...asAnother })],
    ])('nothing %s', async (_whose, change) => {
      const [taking, of] = undo;
      const request = requestFor(of);
      await handler.perform(request);
      const taken = await handler.perform(requestFor(taking, change(request)));

      expect(taken).toEqual({
        outcome: 'REFUSED',
        code: codes.nothingToUndo,
        reason: expect.stringMatching(/无可(?:撤销|冲正)业务/),
      });
      expect((await ground.ledgerOf(request)).entries).toMatchObject([{ status: 'done' }]);
    });
  });

  describe('does nothing, and it is certain', () => {
    it('while it is busy', async () => {
      await ground.switchOn(usual, { kind: 'busy', times: 1 });
      const request = requestFor(usual);
      const result = await handler.submit(request);

      expect(result).toMatchObject({ outcome: 'FAILED', code: codes.busy });
      expect(await ground.ledgerOf(request)).toMatchObject({ entries: [], attempts: 1, effects: 0 });
      expect(await handler.perform(request)).toMatchObject({ outcome: 'DONE' });
    });

    it('in its maintenance, of which it may tell the end', async () => {
      const from = ground.now() - 1;
      const request = requestFor(usual);
      await ground.setFault({ kind: 'maintenance', from, until: ground.now() + 90_000 });
      const result = await handler.submit(request);
      await ground.heal();

      expect(result).toEqual({ outcome: 'FAILED', code: codes.maintenance, retryAfterSeconds: 90 });
      expect((await ground.ledgerOf(request)).entries).toEqual([]);
      expect(await handler.perform(request)).toMatchObject({ outcome: 'DONE' });
    });

    it.each([
      ['fields', { form: Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`field${at}`, '1'])) }],
      ['characters of a field', { form: { long: '1'.repeat(401) } }],
    ])('with too many %s', async (_what, change) => {
      const request = requestFor(usual, change);

      expect(await handler.submit(request)).toEqual({
        outcome: 'FAILED',
        code: codes.over,
        retryAfterSeconds: null,
        isLasting: true,
      });
      expect((await ground.ledgerOf(request)).entries).toEqual([]);
    });

    it('with a clock an hour from ours', async () => {
      const request = requestFor(usual);
      const late = { now: () => ground.now() - 3_600_000 };
      // The replica that owns a node hears no other one whose clock is off, so it has to be the owner.
      if (isNode) {
        await ground.stop();
        const failure = await failureOf((await ground.listen(late)).submit(request));
        await ground.stop();
        handler = await ground.listen();
        expect([failure.code, isNotSent(failure)]).toEqual(['JURISDICTION_REJECTED', true]);
      } else {
        const asking = ground.connect(handler, late);
        // A bus has no clock to compare with.
        if (isTold) return expect(await asking.perform(request)).toMatchObject({ outcome: 'DONE' });
        expect(await asking.submit(request)).toMatchObject({ outcome: 'FAILED' });
      }
      expect((await ground.ledgerOf(request)).entries).toEqual([]);
    });

    it('behind a closed port: nothing was sent', async () => {
      const request = requestFor(usual);
      await ground.setFault({ kind: 'refuse' });
      const failure = await failureOf(ground.connect(handler).submit(request));
      await ground.heal();

      expect(isNotSent(failure)).toBe(true);
      expectDiscreet(failure, [person]);
      expect((await ground.ledgerOf(request)).attempts).toBe(0);
    });
  });
});

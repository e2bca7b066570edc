import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Action, type ActionName, act, acted } from '../support/act.ts';
import { ACTION_INPUTS } from '../support/actionInputs.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers, clerkOf } from '../support/callers.ts';
import type { Engineer } from '../support/Engineer.ts';
import { eventsOf, standOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { transferUpTo } from '../support/transferUpTo.ts';
import { withCases } from '../support/withCases.ts';

const { openForAll, place, holderId } = withCases();
let scene: CasesScene;
let engineer: Engineer;
beforeAll(async () => {
  scene = await openForAll();
  engineer = await scene.hireEngineer();
});

const { applicant, neighbour, anhui, hunan, guangdong } = callers;
const refusal = async (action: Action) => refusalOf(await act(scene, action));
const reason = '请补充材料';

const NAMES = Object.keys(ACTION_INPUTS).filter((name): name is ActionName => name in ACTION_INPUTS);

const transferTo = (stage: 'accepted' | 'paid') => transferUpTo(stage, { scene, engineer, place });

/** A transfer that is handed in by a clerk. */
const atCounter = () => ({
  ...INPUTS.transfer,
  channel: 'COUNTER',
  parties: [{ role: 'APPLICANT', holderId: holderId(0) }],
});
const lastAudit = (caseId: string) =>
  scene.query(
    'select actor_kind, office from cases.audit where case_id = $1 order by sequence desc limit 1',
    [caseId],
  );

describe('a case of somebody else', () => {
  it.each(NAMES)('is not there for %s: the same answer as for one that does not exist', async (name) => {
    const caseId = await submitted(scene, INPUTS.transfer);
    for (const caller of [neighbour, guangdong, callers.stranger]) {
      const foreign = await act(scene, { name, caller, caseId, input: ACTION_INPUTS[name] });
      const none = await act(scene, { name, caller, caseId: randomUUID(), input: ACTION_INPUTS[name] });
      expect(refusalOf(foreign)).toEqual(['NOT_FOUND', 'There is no such case']);
      expect(foreign).toEqual(none);
    }
    expect((await refusal({ name, caller: null, caseId, input: ACTION_INPUTS[name] }))[0]).toBe(
      'UNAUTHENTICATED',
    );
  });

  it('is null for queries, as is any other id', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);
    const look = (caller: typeof neighbour, id: string) =>
      scene.ask(
        caller,
        'query ($id: ID!, $any: [_Any!]!) { case(id: $id) { id form } _entities(representations: $any) { ... on Case { id } } }',
        { id, any: [{ __typename: 'Case', id }] },
      );
    const none = await look(neighbour, randomUUID());

    expect(none.data).toEqual({ case: null, _entities: [null] });
    for (const caller of [neighbour, guangdong]) expect(await look(caller, caseId)).toEqual(none);
    expect((await look(neighbour, "' or 1=1")).data).toEqual(none.data);
    expect((await look(applicant, caseId)).data).toMatchObject({
      case: { id: caseId },
      _entities: [{ id: caseId }],
    });
    expect((await look(hunan, caseId)).data).toMatchObject({ case: { id: caseId } });
  });
});

describe('a clerk', () => {
  it.each(['acceptCase', 'declineCase', 'requestSupplement', 'recordDelivery', 'answerCorrection'] as const)(
    'of another place of the case may not %s',
    async (name) => {
      const caseId = await submitted(scene, INPUTS.transfer);

      expect(await refusal({ name, caller: hunan, caseId, input: ACTION_INPUTS[name] })).toEqual([
        'FORBIDDEN',
        'Only a clerk of the place that is in charge may do this',
      ]);
    },
  );

  it('of a province acts for its cities, one of another city does not', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);

    expect((await refusal({ name: 'acceptCase', caller: clerkOf('340200'), caseId }))[0]).toBe('NOT_FOUND');
    expect(await acted(scene, { name: 'acceptCase', caller: anhui, caseId })).toMatchObject({
      status: 'IN_PROGRESS',
    });
  });

  it('needs the scope of clerks beside that of the office', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);
    const caller = { ...anhui, scopes: ['office:340000'] };

    expect((await refusal({ name: 'acceptCase', caller, caseId }))[0]).toBe('NOT_FOUND');
  });

  it('acts on the version that was seen', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);

    expect(
      await refusal({ name: 'acceptCase', caller: anhui, caseId, input: { expectedVersion: 2 } }),
    ).toEqual(['CONFLICT', 'The case is at version 1, not 2: look at it again']);
  });

  it('does the same thing once, and other things under other keys', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);
    const input = { idempotencyKey: randomUUID(), expectedVersion: 1 };
    const accept = { name: 'acceptCase', caller: anhui, caseId, input } as const;
    const answers = await Promise.all(Array.from({ length: 5 }, () => acted(scene, accept)));

    expect(answers).toEqual(Array(5).fill({ id: caseId, version: 3, status: 'IN_PROGRESS' }));
    expect(await refusal({ ...accept, name: 'declineCase', input: { ...input, reason } })).toEqual([
      'CONFLICT',
      'this idempotencyKey was used for another request',
    ]);
    expect(await eventsOf(scene, caseId)).toEqual(['SUBMITTED', 'ACCEPTED', 'second-review BEGUN']);
  });

  it('declines with a reason that the applicant reads', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);
    expect((await refusal({ name: 'declineCase', caller: anhui, caseId, input: { reason: ' ' } }))[0]).toBe(
      'BAD_USER_INPUT',
    );
    await acted(scene, { name: 'declineCase', caller: anhui, caseId, input: { reason } });
    const { data } = await scene.ask(
      applicant,
      'query ($id: ID!) { case(id: $id) { status outcome closedAt timeline { event reason } } }',
      { id: caseId },
    );

    expect(data?.['case']).toEqual({
      status: 'DECLINED',
      outcome: null,
      closedAt: expect.any(String),
      timeline: [
        { event: 'SUBMITTED', reason: null },
        { event: 'DECLINED', reason },
      ],
    });
    expect((await refusal({ name: 'acceptCase', caller: anhui, caseId }))[0]).toBe('CONFLICT');
  });

  it('decides steps of the own place alone', async () => {
    const caseId = await transferTo('accepted');
    const decide = { name: 'decideCase', caller: anhui, caseId } as const;
    const refuse = { step: 'second-review', decision: 'REFUSE' };

    expect((await refusal({ ...decide, caller: hunan, input: refuse }))[0]).toBe('FORBIDDEN');
    expect((await refusal({ ...decide, caller: applicant, input: refuse }))[0]).toBe('FORBIDDEN');
    expect((await refusal({ ...decide, input: { ...refuse, step: 'pay' } }))[0]).toBe('BAD_USER_INPUT');
    expect((await refusal({ ...decide, input: { ...refuse, step: 'negotiate', reason } }))[0]).toBe(
      'CONFLICT',
    );
    expect((await refusal({ ...decide, input: refuse }))[0]).toBe('BAD_USER_INPUT');
    expect(await acted(scene, { ...decide, input: { ...refuse, reason } })).toMatchObject({
      status: 'CLOSED',
    });
    expect(await standOf(scene, caseId)).toBe('CLOSED REFUSED');
  });
});

describe('a clerk and what is not theirs', () => {
  it.each(['supplementCase', 'withdrawCase'] as const)(
    'may not %s where a citizen handed in',
    async (name) => {
      const caseId = await submitted(scene, INPUTS.transfer);
      await acted(scene, { name: 'requestSupplement', caller: anhui, caseId, input: { reason } });

      expect(await refusal({ name, caller: anhui, caseId, input: ACTION_INPUTS[name] })).toEqual([
        'FORBIDDEN',
        'Only the applicant or the agent may do this',
      ]);
    },
  );

  it('supplements what was handed in at the office', async () => {
    const caseId = await submitted(scene, atCounter(), anhui);
    await acted(scene, { name: 'requestSupplement', caller: anhui, caseId, input: { reason } });

    expect(
      await acted(scene, { name: 'supplementCase', caller: anhui, caseId, input: { form: {} } }),
    ).toMatchObject({ status: 'SUBMITTED' });
  });

  it.each([
    'acceptCase',
    'declineCase',
    'requestSupplement',
    'decideCase',
    'resolveParked',
    'recordDelivery',
    'beginSpecialProcedure',
    'answerCorrection',
  ] as const)('is a case of their own for %s', async (name) => {
    const caseId = await submitted(scene, INPUTS.transfer);
    const caller = { ...applicant, scopes: anhui.scopes };

    expect(await refusal({ name, caller, caseId, input: ACTION_INPUTS[name] })).toEqual([
      'FORBIDDEN',
      'A clerk does not handle a case of their own',
    ]);
  });

  it.each(['supplementCase', 'withdrawCase'] as const)(
    'names the version for the applicant too: %s',
    async (name) => {
      const caseId = await submitted(scene, atCounter(), anhui);
      const input = ACTION_INPUTS[name];

      expect(
        await refusal({ name, caller: anhui, caseId, input: { ...input, expectedVersion: null } }),
      ).toEqual(['BAD_USER_INPUT', 'input.expectedVersion is required of a clerk']);
      expect(
        (await refusal({ name, caller: anhui, caseId, input: { ...input, expectedVersion: 99 } }))[0],
      ).toBe('CONFLICT');
    },
  );

  it('withdraws a case of their own as anybody does', async () => {
    const caseId = await submitted(scene, atCounter(), anhui);
    await acted(scene, { name: 'withdrawCase', caller: { ...applicant, scopes: anhui.scopes }, caseId });

    expect(await lastAudit(caseId)).toEqual([{ actor_kind: 'CITIZEN', office: null }]);
  });
});

describe('the audit', () => {
  const both = clerkOf('430000', '340000');

  it('names the office in whose right a clerk of several decided', async () => {
    const caseId = await submitted(scene, INPUTS.purchase);
    await acted(scene, { name: 'acceptCase', caller: both, caseId });
    expect(await lastAudit(caseId)).toEqual([{ actor_kind: 'CLERK', office: '340000' }]);
    await engineer.work();
    await acted(scene, {
      name: 'decideCase',
      caller: both,
      caseId,
      input: { step: 'decide', decision: 'GRANT' },
    });

    expect(await lastAudit(caseId)).toEqual([{ actor_kind: 'CLERK', office: '430000' }]);
  });

  it('names the office of the place whose step was resolved', async () => {
    const caseId = await submitted(scene, { ...INPUTS.purchase, acceptingDivision: '220100' });
    await acted(scene, { name: 'acceptCase', caller: clerkOf('220000'), caseId });
    await scene.query(
      "update cases.steps set crashes = 5 where case_id = $1 and action = 'verify-purchase'",
      [caseId],
    );
    await engineer.work();
    await acted(scene, {
      name: 'resolveParked',
      caller: both,
      caseId,
      input: { step: 'verify-purchase', resolution: 'DONE', reason },
    });

    expect(await lastAudit(caseId)).toEqual([{ actor_kind: 'CLERK', office: '340000' }]);
  });
});

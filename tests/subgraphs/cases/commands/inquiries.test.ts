import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { acted } from '../support/act.ts';
import { ACTION_INPUTS } from '../support/actionInputs.ts';
import type { Answer, CasesScene } from '../support/CasesScene.ts';
import { callers, clerkOf } from '../support/callers.ts';
import { eventsOf, stepsOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, openForAll, holderId } = withCases();
const { applicant, neighbour, anhui, hunan, guangdong } = callers;
let scene: CasesScene;
beforeAll(async () => {
  scene = await openForAll();
});

const SEEN = `id status case { id } holder { id } askingDivision { code } askedDivision { code } askedDepartment
  question caseWaits answer answeredAt deadline { workingDays dueOn provisional signal }`;
const OPEN = `mutation ($input: OpenInquiryInput!) { openInquiry(input: $input) { inquiry { ${SEEN} } } }`;
const ANSWER = `mutation ($input: AnswerInquiryInput!) { answerInquiry(input: $input) { inquiry { ${SEEN} } } }`;
const WITHDRAW = `mutation ($input: WithdrawInquiryInput!) { withdrawInquiry(input: $input) { inquiry { ${SEEN} } } }`;
const LIST = `query ($division: DivisionCode!, $direction: InquiryDirection!, $department: Department,
    $statuses: [InquiryStatus!], $first: Int, $after: String) {
  inquiries(division: $division, direction: $direction, department: $department, statuses: $statuses,
    first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;

const question = '请核实欧阳某甲名下账户余额暗号';
const answer = '余额属实暗号';
/** Anhui asks the housing fund of Guangdong, which is no place of any case here. */
const asking = (changed: object = {}) => ({
  input: {
    idempotencyKey: randomUUID(),
    askingDivision: '340100',
    askedDivision: '440100',
    askedDepartment: 'HOUSING_FUND',
    question,
    ...changed,
  },
});
const answering = (inquiryId: string, changed: object = {}) => ({
  input: { idempotencyKey: randomUUID(), inquiryId, answer, ...changed },
});
const ask = (changed: object = {}, caller: CallContextCaller = anhui) =>
  scene.ask(caller, OPEN, asking(changed));
const reply = (inquiryId: string, changed: object = {}, caller: CallContextCaller = guangdong) =>
  scene.ask(caller, ANSWER, answering(inquiryId, changed));

const takeBack = (inquiryId: string, caller: CallContextCaller = anhui) =>
  scene.ask(caller, WITHDRAW, { input: { idempotencyKey: randomUUID(), inquiryId } });

/** The inquiry in the answer to a mutation. */
function inquiryOf({ data, errors }: Answer): { readonly id: string } {
  const [payload] = Object.values(data ?? {}) as { readonly inquiry: { readonly id: string } }[];
  if (payload === undefined || payload === null) throw new Error(JSON.stringify(errors));
  return payload.inquiry;
}

async function accepted(): Promise<{ readonly caseId: string; readonly expectedVersion: number }> {
  const caseId = await submitted(scene, INPUTS.transfer);
  const { version } = await acted(scene, { name: 'acceptCase', caller: anhui, caseId });
  return { caseId, expectedVersion: version };
}
const audits = (id: string) =>
  scene.query(
    'select action, actor_kind, office, sequence from cases.audit where case_id = $1 order by audit_id',
    [id],
  );

describe('an inquiry outside of a case', () => {
  it('is asked, and answered once, by clerks of two places', async () => {
    const about = { holderId: holderId(0), workingDays: 3 };
    const opened = inquiryOf(await ask(about));
    expect(opened).toEqual({
      id: expect.any(String),
      status: 'OPEN',
      case: null,
      holder: { id: holderId(0) },
      askingDivision: { code: '340100' },
      askedDivision: { code: '440100' },
      askedDepartment: 'HOUSING_FUND',
      question,
      caseWaits: false,
      answer: null,
      answeredAt: null,
      deadline: { workingDays: 3, dueOn: null, provisional: false, signal: null },
    });
    const { id } = opened;
    const first = inquiryOf(await reply(id));
    const again = inquiryOf(await reply(id, {}, clerkOf('440100')));

    expect(first).toMatchObject({ status: 'ANSWERED', answer, answeredAt: expect.any(String) });
    expect(again).toEqual(first);
    expect(refusalOf(await reply(id, { answer: '不属实' }))).toEqual([
      'CONFLICT',
      'This inquiry was answered already, in other words: read the answer',
    ]);
    expect(await audits(id)).toEqual([
      { action: 'openInquiry', actor_kind: 'CLERK', office: '340000', sequence: 1 },
      { action: 'answerInquiry', actor_kind: 'CLERK', office: '440000', sequence: 2 },
    ]);
  });

  it('is opened and answered once per key, and keeps nothing in clear', async () => {
    const variables = asking();
    const opened = await Promise.all([1, 2, 3].map(() => scene.ask(anhui, OPEN, variables)));
    const [id = ''] = new Set(opened.map((one) => inquiryOf(one).id));
    expect(new Set(opened.map((one) => inquiryOf(one).id)).size).toBe(1);
    const answered = answering(id);
    const answers = await Promise.all([1, 2, 3].map(() => scene.ask(guangdong, ANSWER, answered)));
    expect(answers.map((one) => inquiryOf(one).id)).toEqual([id, id, id]);
    const other = { input: { ...variables.input, question: '另一个问题' } };
    expect(refusalOf(await scene.ask(anhui, OPEN, other))[0]).toBe('CONFLICT');
    const kept = await scene.query<{ question: Buffer; answer: Buffer; others: string }>(
      'select question, answer, i::text as others from cases.inquiries i where inquiry_id = $1',
      [id],
    );

    expect(kept.map((row) => [row.question.length > 40, row.answer.length > 40])).toEqual([[true, true]]);
    for (const { question: sealed, answer: reply, others } of kept)
      expect(Buffer.concat([sealed, reply, Buffer.from(others)]).includes('暗号')).toBe(false);
  });

  it('is gone once its key is destroyed', async () => {
    const { id } = inquiryOf(await ask());
    await scene.query('update cases.inquiries set wrapped = null where inquiry_id = $1', [id]);
    const { data } = await scene.ask(
      guangdong,
      'query { inquiries(division: "440100", direction: RECEIVED) { nodes { id question } } }',
    );

    expect(data).toMatchObject({
      inquiries: { nodes: expect.arrayContaining([{ id, question: null }]) },
    });
    expect(refusalOf(await reply(id))).toEqual(['NOT_FOUND', 'What was asked has been erased']);
  });

  it.each<[string, object, CallContextCaller, string]>([
    ['of another office', { askingDivision: '430100' }, anhui, 'FORBIDDEN'],
    ['by a citizen', {}, applicant, 'FORBIDDEN'],
    ['without words', { question: ' ' }, anhui, 'BAD_USER_INPUT'],
    ['with too many words', { question: '问'.repeat(2001) }, anhui, 'BAD_USER_INPUT'],
    ['with no day to answer', { workingDays: 0 }, anhui, 'BAD_USER_INPUT'],
    ['with years to answer', { workingDays: 61 }, anhui, 'BAD_USER_INPUT'],
    ['for which no case can wait', { caseWaits: true }, anhui, 'BAD_USER_INPUT'],
    ['about nobody', { holderId: randomUUID() }, anhui, 'NOT_FOUND'],
    ['about a number', { holderId: '110101' }, anhui, 'BAD_USER_INPUT'],
    ['to nowhere', { askedDivision: 'x' }, anhui, 'BAD_USER_INPUT'],
  ])('is refused %s', async (_, changed, caller, code) => {
    expect(refusalOf(await ask(changed, caller))[0]).toBe(code);
  });

  it('is nobody’s to ask or answer about themselves, nor a stranger’s to answer', async () => {
    const { id } = inquiryOf(await ask({ holderId: holderId(0) }));
    const asAnhui = { ...applicant, scopes: anhui.scopes };
    const asGuangdong = { ...applicant, scopes: guangdong.scopes };

    expect(refusalOf(await ask({ holderId: holderId(0) }, asAnhui))[0]).toBe('FORBIDDEN');
    expect(refusalOf(await reply(id, {}, asGuangdong))[0]).toBe('FORBIDDEN');
    expect(refusalOf(await reply(id, {}, anhui))[0]).toBe('FORBIDDEN');
    for (const caller of [hunan, neighbour])
      expect(refusalOf(await reply(id, {}, caller))).toEqual(['NOT_FOUND', 'There is no such inquiry']);
    expect(refusalOf(await reply(randomUUID(), {}, guangdong))[0]).toBe('NOT_FOUND');
  });
});

describe('an inquiry that nobody needs any more', () => {
  it('is taken back outside of a case, is in no list of those that are open, and is not taken back once answered', async () => {
    const { id } = inquiryOf(await ask());
    const answered = inquiryOf(await ask());
    await reply(answered.id);
    await takeBack(id);
    const list = async (statuses: readonly string[] | null) => {
      const variables = { division: '340100', direction: 'SENT', statuses, first: 100 };
      return JSON.stringify((await scene.ask(anhui, LIST, variables)).data);
    };

    expect(await list(null)).not.toContain(id);
    expect(await list(['WITHDRAWN'])).toContain(id);
    expect(await list(['WITHDRAWN'])).not.toContain(answered.id);
    expect(await list(['ANSWERED'])).not.toContain(id);
    expect(refusalOf(await takeBack(answered.id))[0]).toBe('CONFLICT');
    expect(await audits(id)).toMatchObject([{ action: 'openInquiry' }, { action: 'withdrawInquiry' }]);
  });
});

describe('an inquiry inside a case', () => {
  const LOOK = `query ($id: ID!) { case(id: $id) {
    inquiries { id question status } timeline { event division { code } reason code } } }`;

  it('is seen by its offices, and its words by no citizen; the case goes on', async () => {
    const { caseId, expectedVersion } = await accepted();
    const { id } = inquiryOf(await ask({ caseId, expectedVersion }));
    await acted(scene, { name: 'decideCase', caller: anhui, caseId, input: ACTION_INPUTS.decideCase });
    await reply(id);
    const look = async (caller: CallContextCaller) =>
      (await scene.ask(caller, LOOK, { id: caseId })).data?.['case'] as {
        readonly inquiries: unknown;
        readonly timeline: readonly { readonly event: string }[];
      };

    expect(await eventsOf(scene, caseId)).toEqual([
      'SUBMITTED',
      'ACCEPTED',
      'second-review BEGUN',
      'INQUIRY_OPENED',
      'second-review DONE',
      'register-letter BEGUN',
      'INQUIRY_ANSWERED',
    ]);
    for (const clerk of [anhui, hunan])
      expect((await look(clerk)).inquiries).toEqual([{ id, question, status: 'ANSWERED' }]);
    const { inquiries, timeline } = await look(applicant);
    expect(inquiries).toBeNull();
    expect(timeline.filter(({ event }) => event.startsWith('INQUIRY'))).toEqual(
      ['INQUIRY_OPENED', 'INQUIRY_ANSWERED'].map((event) => ({
        event,
        division: { code: '440100' },
        reason: null,
        code: null,
      })),
    );
    expect((await audits(caseId)).slice(-1)).toMatchObject([{ action: 'answerInquiry', office: '440000' }]);
  });

  it('keeps the case from what comes next where it waits', async () => {
    const { caseId, expectedVersion } = await accepted();
    const { id } = inquiryOf(await ask({ caseId, expectedVersion, caseWaits: true }));
    await acted(scene, { name: 'decideCase', caller: anhui, caseId, input: ACTION_INPUTS.decideCase });
    expect((await stepsOf(scene, caseId)).map(({ step }) => step)).toEqual([]);
    await reply(id);

    expect((await stepsOf(scene, caseId)).map(({ step }) => step)).toEqual(['register-letter']);
  });

  it('is taken back by the place that asks, and the case that waited goes on', async () => {
    const { caseId, expectedVersion } = await accepted();
    const { id } = inquiryOf(await ask({ caseId, expectedVersion, caseWaits: true, workingDays: 3 }));
    await acted(scene, { name: 'decideCase', caller: anhui, caseId, input: ACTION_INPUTS.decideCase });

    expect(refusalOf(await takeBack(id, guangdong))[0]).toBe('FORBIDDEN');
    expect(refusalOf(await takeBack(id, hunan))[0]).toBe('NOT_FOUND');
    expect(refusalOf(await takeBack(id, { ...applicant, scopes: anhui.scopes }))[0]).toBe('FORBIDDEN');
    expect(inquiryOf(await takeBack(id))).toMatchObject({ status: 'WITHDRAWN', deadline: { signal: null } });
    // Again, and too late.
    expect(inquiryOf(await takeBack(id))).toMatchObject({ status: 'WITHDRAWN' });
    expect(refusalOf(await reply(id))[0]).toBe('CONFLICT');

    expect((await stepsOf(scene, caseId)).map(({ step }) => step)).toEqual(['register-letter']);
    expect(await eventsOf(scene, caseId)).toContain('INQUIRY_WITHDRAWN');
    expect((await audits(caseId)).slice(-1)).toMatchObject([{ action: 'withdrawInquiry', office: '340000' }]);
  });

  it('is lost with what was written in the case', async () => {
    const { caseId, expectedVersion } = await accepted();
    inquiryOf(await ask({ caseId, expectedVersion }));
    await scene.query('update cases.keys set wrapped = null where case_id = $1', [caseId]);
    const { data } = await scene.ask(anhui, LOOK, { id: caseId });

    expect(data?.['case']).toMatchObject({ inquiries: [{ question: null }] });
  });

  it('is refused where the case has changed, is not theirs, or is over', async () => {
    const { caseId, expectedVersion } = await accepted();
    const inside = { caseId, expectedVersion };
    const refused = async (changed: object, caller = anhui) =>
      refusalOf(await ask({ ...inside, ...changed }, caller))[0];

    expect(await refused({ expectedVersion: 1 })).toBe('CONFLICT');
    expect(await refused({ expectedVersion: null })).toBe('BAD_USER_INPUT');
    expect(await refused({ askingDivision: '340200' })).toBe('BAD_USER_INPUT');
    expect(await refused({ askingDivision: '440100' }, guangdong)).toBe('NOT_FOUND');
    expect(await refused({ caseId: randomUUID() })).toBe('NOT_FOUND');
    expect(await refused({ holderId: holderId(1) })).toBe('BAD_USER_INPUT');
    expect(await refused({}, { ...applicant, scopes: anhui.scopes })).toBe('FORBIDDEN');
    const { version } = await acted(scene, { name: 'withdrawCase', caller: applicant, caseId });
    expect(await refused({ expectedVersion: version })).toBe('CONFLICT');
  });
});

describe('a list of inquiries', () => {
  it('has what is due first before the rest, for the asked and the asking office, page by page', async () => {
    const own = await open({ now: () => Date.UTC(2026, 2, 2, 2) });
    const clerk = await own.hireEngineer();
    const ids: string[] = [];
    for (const workingDays of [null, 10, 3, null])
      ids.push(inquiryOf(await own.ask(anhui, OPEN, asking({ workingDays }))).id);
    const [never = '', later = '', soon = '', last = ''] = ids;
    const letter = inquiryOf(
      await own.ask(anhui, OPEN, asking({ askedDepartment: 'PUBLIC_SECURITY', askedDivision: '440300' })),
    ).id;
    await clerk.countDeadlines();
    const list = async (variables: object, caller = guangdong) => {
      const { data, errors } = await own.ask(caller, LIST, {
        division: '440000',
        direction: 'RECEIVED',
        ...variables,
      });
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data?.['inquiries'] as {
        readonly nodes: readonly { readonly id: string }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    };
    const idsOf = async (variables: object, caller = guangdong) =>
      (await list(variables, caller)).nodes.map(({ id }) => id);
    const expected = [soon, later, ...[never, last, letter].toSorted()];

    const page = await list({ first: 2 });
    expect([page.nodes.map(({ id }) => id), page.pageInfo.hasNextPage]).toEqual([[soon, later], true]);
    expect(await idsOf({ after: page.pageInfo.endCursor })).toEqual(expected.slice(2));
    const again = await list({ first: 3 });
    expect(await idsOf({ after: again.pageInfo.endCursor })).toEqual(expected.slice(3));
    expect(await idsOf({ division: '440300' })).toEqual([letter]);
    expect(await idsOf({ department: 'PUBLIC_SECURITY' })).toEqual([letter]);
    expect(await idsOf({ direction: 'SENT' })).toEqual([]);
    expect(await idsOf({ division: '340000', direction: 'SENT' }, anhui)).toEqual(expected);
    await own.ask(guangdong, ANSWER, answering(soon));
    expect(await idsOf({})).toEqual(expected.slice(1));
    expect(await idsOf({ statuses: ['ANSWERED'] })).toEqual([soon]);
    expect(await idsOf({ statuses: ['OPEN', 'ANSWERED'] })).toEqual(expected);
    // Monday the 2nd: three working days after it, and ten.
    expect(
      await own.query('select due_on::text from cases.inquiries where due_on is not null order by 1'),
    ).toEqual([{ due_on: '2026-03-05' }, { due_on: '2026-03-16' }]);
  });

  it('does not tell a clerk what is about themselves', async () => {
    const own = await open();
    const { id } = inquiryOf(await own.ask(anhui, OPEN, asking()));
    inquiryOf(await own.ask(anhui, OPEN, asking({ holderId: holderId(0) })));
    const caseId = await submitted(own, INPUTS.transfer);
    inquiryOf(await own.ask(anhui, OPEN, asking({ caseId, expectedVersion: 1 })));
    const list = async (caller: CallContextCaller) => {
      const { data } = await own.ask(caller, LIST, { division: '440000', direction: 'RECEIVED' });
      return data?.['inquiries'];
    };

    expect(await list(guangdong)).toMatchObject({ nodes: [{}, {}, {}] });
    expect(await list({ ...applicant, scopes: guangdong.scopes })).toMatchObject({ nodes: [{ id }] });
  });

  it('is told clerks of the division alone', async () => {
    const refused = async (caller: CallContextCaller, changed: object = {}) =>
      refusalOf(await scene.ask(caller, LIST, { division: '440000', direction: 'RECEIVED', ...changed }))[0];

    expect(await refused(anhui)).toBe('FORBIDDEN');
    expect(await refused(applicant)).toBe('FORBIDDEN');
    expect(await refused(guangdong, { after: 'x' })).toBe('BAD_USER_INPUT');
  });
});

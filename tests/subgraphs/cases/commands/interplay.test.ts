import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { CONTENTS } from '../files/support/contents.ts';
import { materialsSeen, openUpload, uploaded } from '../files/support/uploads.ts';
import { withFolder } from '../files/support/withFolder.ts';
import { act, acted } from '../support/act.ts';
import type { Answer, CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { listen } from '../support/listen.ts';
import { eventsOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { caseOf, INPUTS, submit, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { openForAll } = withCases();
const folder = withFolder();
const { applicant, neighbour, anhui } = callers;
let scene: CasesScene;
beforeAll(async () => {
  scene = await openForAll({ settings: { files: folder.files({ maxUnbound: 3 }) } });
});

const MOVE = {
  acceptingDivision: '340100',
  owningDivision: '430100',
  channel: 'PORTAL',
  form: { fromAddress: '甲', toAddress: '乙', reason: '投靠' },
};
const SPOUSE = { ...MOVE, item: 'hukou-move-spouse', invite: ['SPOUSE'] };

/** A field of an answer, whose shape a test knows by its own operation. */
// biome-ignore lint/suspicious/noExplicitAny: as said
const fieldOf = ({ data, errors }: Answer, name: string): any => {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.[name];
};

const joined = async (caseId: string): Promise<string> => {
  const codes = 'query ($id: ID!) { case(id: $id) { consents { code } } }';
  const [{ code }] = fieldOf(await scene.ask(applicant, codes, { id: caseId }), 'case').consents;
  const join = 'mutation ($input: JoinCaseInput!) { joinCase(input: $input) { case { id version status } } }';
  return caseOf(await scene.ask(neighbour, join, { input: { code, idempotencyKey: randomUUID() } })).id;
};

it('a draft, files, an invitation and a typed mutation go together, or not at all', async () => {
  const save = 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { draft { id } } }';
  const input = { item: SPOUSE.item, form: MOVE.form, idempotencyKey: randomUUID() };
  const { draft } = fieldOf(await scene.ask(applicant, save, { input }), 'saveDraft');
  const own = await uploaded(scene, CONTENTS.PDF);
  const foreign = await uploaded(scene, CONTENTS.PDF, {}, neighbour);
  const handIn = (files: readonly string[], idempotencyKey: string) =>
    scene.ask(
      applicant,
      `mutation ($input: MigrateHukouForSpouseReunionInput!) {
        migrateHukouForSpouseReunion(input: $input) { case { id version status } } }`,
      {
        input: {
          ...MOVE,
          invite: ['SPOUSE'],
          draft: draft.id,
          materials: files.map((file) => ({ kind: 'marriage', file })),
          idempotencyKey,
        },
      },
    );
  const tables = ['cases', 'events', 'audit', 'invitations', 'contents', 'keys', 'deltas', 'steps'];
  const count = async () =>
    scene.query(`select ${tables.map((table) => `(select count(*) from cases.${table}) as ${table}`).join()},
      (select count(*) from cases.drafts) as drafts, (select count(*) from cases.files where case_id is not null) as bound`);
  const before = await count();
  const key = randomUUID();
  expect(refusalOf(await handIn([own, foreign], key))).toEqual([
    'NOT_FOUND',
    'input.materials.1.file: the caller has uploaded no such file',
  ]);
  expect(await count()).toEqual(before);
  // What failed is not what the key was used for.
  const answers = await Promise.all([1, 2, 3].map(() => handIn([own], key)));
  const [id = '', ...others] = answers.map((answer) => caseOf(answer).id);
  expect(others).toEqual([id, id]);
  expect(refusalOf(await handIn([], key))[0]).toBe('CONFLICT');
  expect(await scene.query('select 1 from cases.drafts')).toEqual([]);

  for (const caller of [neighbour, anhui]) expect(await materialsSeen(scene, id, caller)).toBeNull();
  await joined(id);
  expect(await materialsSeen(scene, id, neighbour)).toMatchObject([{ file: own }]);
  expect(await materialsSeen(scene, id, anhui)).toBeNull();
  await acted(scene, { name: 'giveConsent', caller: neighbour, caseId: id });
  expect(await materialsSeen(scene, id, anhui)).toMatchObject([{ file: own }]);
});

it('a case that ended without consent is nobody’s to be rated for', async () => {
  const { id } = caseOf(await submit(scene, SPOUSE));
  await acted(scene, { name: 'withdrawCase', caller: applicant, caseId: id });

  expect(
    refusalOf(await act(scene, { name: 'rateCase', caller: applicant, caseId: id, input: { grade: 1 } })),
  ).toEqual([
    'CONFLICT',
    'This cannot be done with the case as it stands: it ended before all had consented, and no office handled it',
  ]);
  // One that stood here could be shown to no clerk, and take the whole list with it.
  const list = '{ corrections(division: "340000") { nodes { grade case { id } } } }';
  expect(await scene.ask(anhui, list)).toEqual({ data: { corrections: { nodes: [] } } });
});

it('every special procedure, and every supplement between, keeps the reason that was told', async () => {
  const caseId = await submitted(scene, INPUTS.transfer);
  await acted(scene, { name: 'acceptCase', caller: anhui, caseId });
  const say = (name: Parameters<typeof act>[1]['name'], input: object, caller: CallContextCaller = anhui) =>
    acted(scene, { name, caller, caseId, input: { ...input } });
  await say('beginSpecialProcedure', { kind: 'HEARING', reason: '听证一' });
  const supplement = { name: 'requestSupplement', caller: anhui, caseId, input: { reason: '缺' } } as const;
  expect(refusalOf(await act(scene, supplement))[0]).toBe('CONFLICT');
  await say('endSpecialProcedure', { reason: '听证结束' });
  await say('requestSupplement', { reason: '补正' });
  await say('supplementCase', { form: { contactPhone: '0731-77665545' } }, applicant);
  await say('beginSpecialProcedure', { kind: 'EXPERT_REVIEW', reason: '评审二' });
  await say('endSpecialProcedure', { reason: '评审结束' });

  const timeline = 'query ($id: ID!) { case(id: $id) { timeline { reason } } }';
  const told: readonly { readonly reason: string | null }[] = fieldOf(
    await scene.ask(applicant, timeline, { id: caseId }),
    'case',
  ).timeline;
  expect(told.flatMap(({ reason }) => reason ?? [])).toEqual([
    '听证一',
    '听证结束',
    '补正',
    '评审二',
    '评审结束',
  ]);
});

it('each of several mutations in one request shows the case as it left it', async () => {
  const caseId = await submitted(scene, INPUTS.transfer);
  const answer = await scene.ask(
    anhui,
    `mutation ($a: ClerkCaseInput!, $b: ReasonedCaseInput!) {
      a: acceptCase(input: $a) { case { timeline { event } } }
      b: requestSupplement(input: $b) { case { timeline { event } } } }`,
    {
      a: { caseId, expectedVersion: 1, idempotencyKey: randomUUID() },
      b: { caseId, expectedVersion: 3, reason: '补正', idempotencyKey: randomUUID() },
    },
  );
  const last = (name: string) => fieldOf(answer, name).case.timeline.at(-1).event;
  expect([last('a'), last('b')]).toEqual(['STEP_BEGUN', 'SUPPLEMENT_REQUESTED']);
});

it('who was invited and has joined is told of all that is theirs', async () => {
  const listener = await listen(scene.url, { caller: neighbour });
  try {
    await expect.poll(listener.text).toContain('id: ');
    const start = /^id: (\S+)/m.exec(listener.text())?.[1] ?? '';
    const { id } = caseOf(await submit(scene, SPOUSE));
    const foreign = caseOf(await submit(scene, SPOUSE)).id;
    await joined(id);
    const toldTo = ({ events }: typeof listener) => JSON.stringify(events());
    await expect.poll(() => toldTo(listener)).toContain(id);
    const resumed = await listen(scene.url, { caller: neighbour, after: start });
    await expect.poll(() => toldTo(resumed)).toContain(id);
    resumed.leave();
    for (const seen of [listener, resumed]) expect(toldTo(seen)).not.toContain(foreign);
  } finally {
    listener.leave();
  }
});

it('many uploads that are announced at once do not all find room', async () => {
  // Each is under way while the others are counted.
  await scene.query(`create function public.linger() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.5); return null; end $$`);
  await scene.query(
    'create trigger linger after insert on cases.files for each row execute function public.linger()',
  );
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => openUpload(scene, CONTENTS.PNG, { type: 'PNG' }, anhui)),
  );
  const codes = answers.map(({ errors: [error] = [] }) => error?.extensions?.['code'] ?? 'OPEN');
  expect(codes.toSorted()).toEqual([...Array(5).fill('CONFLICT'), 'OPEN', 'OPEN', 'OPEN']);
});

it('a case that waits for an office may be withdrawn, and the answer comes all the same', async () => {
  const caseId = await submitted(scene, INPUTS.transfer);
  const open = `mutation ($input: OpenInquiryInput!) { openInquiry(input: $input) { inquiry { id } } }`;
  const opened = await scene.ask(anhui, open, {
    input: {
      askingDivision: '340100',
      askedDivision: '440100',
      askedDepartment: 'HOUSING_FUND',
      question: '有无账户',
      caseId,
      expectedVersion: 1,
      caseWaits: true,
      idempotencyKey: randomUUID(),
    },
  });
  const { inquiry } = fieldOf(opened, 'openInquiry');
  await acted(scene, { name: 'withdrawCase', caller: applicant, caseId });
  const answer = `mutation ($input: AnswerInquiryInput!) { answerInquiry(input: $input) { inquiry { status case { id } } } }`;
  const input = { inquiryId: inquiry.id, answer: '无', idempotencyKey: randomUUID() };

  expect(await scene.ask(callers.guangdong, answer, { input })).toEqual({
    data: { answerInquiry: { inquiry: { status: 'ANSWERED', case: null } } },
  });
  expect(await eventsOf(scene, caseId)).toEqual([
    'SUBMITTED',
    'INQUIRY_OPENED',
    'CLOSED',
    'INQUIRY_ANSWERED',
  ]);
});

it('what is kept of two requests does not show that they said the same', async () => {
  await submitted(scene, INPUTS.retirement);
  await submitted(scene, INPUTS.retirement);
  await submitted(scene, INPUTS.retirement, neighbour);

  expect(
    await scene.query('select request_digest from cases.idempotency group by 1 having count(*) > 1'),
  ).toEqual([]);
});

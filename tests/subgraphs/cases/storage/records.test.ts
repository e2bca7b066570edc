import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { CaseRefusal } from '../../../../domain/cases/CaseRefusal.ts';
import type { CaseState } from '../../../../domain/cases/CaseState.ts';
import { caseStatusOf } from '../../../../domain/cases/caseStatusOf.ts';
import { reduceCase } from '../../../../domain/cases/reduceCase.ts';
import { simulatedNumber } from '../../people/simulatedNumber.ts';
import { act, acted } from '../support/act.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { INPUTS, submit, submitted } from '../support/submit.ts';
import { NAMES, withCases } from '../support/withCases.ts';

const { open, place, logged, holderId } = withCases();

/** What people and places wrote in the cases below, and who they are. */
const CANARIES = [
  ...Object.values(INPUTS.transfer.form),
  ...Object.values(INPUTS.retirement.form),
  ...Object.values(NAMES),
  simulatedNumber(1),
  simulatedNumber(2),
  '暗号理由',
  'PAPER-7766554433',
];

/** A database in which everything has happened that writes something down. */
async function openLived(): Promise<CasesScene> {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const reason = '暗号理由';
  const parties = [
    { role: 'APPLICANT', holderId: holderId(0) },
    { role: 'AGENT', holderId: holderId(1) },
  ];
  const handedIn = { ...INPUTS.transfer, channel: 'COUNTER', parties };
  const transfer = await submitted(scene, handedIn, callers.anhui);
  const clerk = (
    name:
      | 'acceptCase'
      | 'requestSupplement'
      | 'decideCase'
      | 'resolveParked'
      | 'recordDelivery'
      | 'answerCorrection',
    input = {},
  ) => acted(scene, { name, caller: callers.anhui, caseId: transfer, input });
  await clerk('requestSupplement', { reason });
  await acted(scene, {
    name: 'supplementCase',
    caller: callers.applicant,
    caseId: transfer,
    input: { form: { contactPhone: INPUTS.transfer.form.contactPhone } },
  });
  await clerk('acceptCase');
  await clerk('decideCase', { step: 'second-review', decision: 'GRANT', reason });
  place.answer = ({ action }) =>
    action === 'book-transfer'
      ? { outcome: 'REFUSED', code: simulatedNumber(1), reason: `${NAMES.applicant}暗号理由` }
      : { outcome: 'DONE', outputs: { letterNumber: 'PAPER-7766554433', matches: NAMES.applicant } };
  await engineer.work();
  await clerk('resolveParked', { step: 'book', resolution: 'DONE', reason });
  await clerk('recordDelivery', { by: 'POSTAL' });
  await acted(scene, { name: 'rateCase', caller: callers.applicant, caseId: transfer, input: { grade: 1 } });
  await clerk('answerCorrection', { answer: reason });
  const retirement = await submitted(scene, INPUTS.retirement);
  place.answer = () => ({ outcome: 'PENDING' });
  await engineer.turn();
  await acted(scene, { name: 'withdrawCase', caller: callers.applicant, caseId: retirement });
  await scene.tell({
    subgraph: 'housing-fund',
    jurisdiction: '430000',
    stepKey: `${retirement}.3`,
    outcome: 'REFUSED',
    code: NAMES.applicant,
    reason: '暗号理由',
  });
  const idempotencyKey = 'any-key-at-all';
  const office = { askingDivision: '340100', askedDivision: '340300', askedDepartment: 'HOUSING_FUND' };
  const asked = await scene.ask(
    callers.anhui,
    'mutation ($input: OpenInquiryInput!) { openInquiry(input: $input) { inquiry { id } } }',
    { input: { ...office, question: reason, holderId: holderId(0), idempotencyKey } },
  );
  const saved = await scene.ask(
    callers.applicant,
    'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { draft { id } } }',
    { input: { item: 'fund-transfer', form: { contactPhone: reason }, idempotencyKey } },
  );
  expect([asked.errors, saved.errors]).toEqual([undefined, undefined]);
  const declined = await submitted(scene, INPUTS.transfer);
  await acted(scene, { name: 'declineCase', caller: callers.anhui, caseId: declined, input: { reason } });
  await submit(scene, { ...INPUTS.transfer, form: { contactPhone: NAMES.applicant } });
  return scene;
}

interface EventRow extends Readonly<Record<string, unknown>> {
  readonly case_id: string;
  readonly sequence: number;
  readonly type: string;
  readonly at: Date;
  readonly bytes: Buffer;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}

const eventRows = (scene: CasesScene) =>
  scene.query<EventRow>('select * from cases.events order by case_id, sequence');

/** JSON as the canonical bytes have it, made by other code: no white space, keys in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** Sequence and hash of the last event of each case. @throws {Error} naming the first row that breaks its chain. */
async function verifyChains(scene: CasesScene) {
  const ends = new Map<string, { readonly sequence: number; readonly hash: Buffer }>();
  for (const { case_id, sequence, type, at, bytes, prev_hash, hash } of await eventRows(scene)) {
    const before = ends.get(case_id) ?? { sequence: 0, hash: Buffer.alloc(32) };
    const event = JSON.parse(bytes.toString('utf8'));
    const isWhole =
      sequence === before.sequence + 1 &&
      prev_hash.equals(before.hash) &&
      hash.equals(createHash('sha256').update(prev_hash).update(bytes).digest()) &&
      bytes.toString('utf8') === canonical(event) &&
      event.caseId === case_id &&
      event.sequence === sequence &&
      event.type === type &&
      event.at === at.getTime();
    if (!isWhole) throw new Error(`event ${sequence} of ${case_id}`);
    ends.set(case_id, { sequence, hash });
  }
  return ends;
}

it('chains the events of each case, and the projection is what they say', async () => {
  const scene = await openLived();
  const ends = await verifyChains(scene);
  const cases = await scene.query<{
    case_id: string;
    sequence: number;
    last_hash: Buffer;
    state: CaseState;
    status: string;
  }>('select case_id, sequence, last_hash, state, status from cases.cases');
  const replayed = new Map<string, CaseState>();
  for (const { case_id, bytes } of await eventRows(scene)) {
    const { caseId: _, sequence: __, contents: ___, ...event } = JSON.parse(bytes.toString('utf8'));
    const next = reduceCase(replayed.get(case_id) ?? null, event);
    if (next instanceof CaseRefusal) throw new Error(next.reason);
    replayed.set(case_id, next);
  }

  expect(cases).toHaveLength(3);
  // The chain has what was written, without saying it: each in its event, and nothing that is not there.
  const written = await scene.query<{ name: string }>(
    `select case_id::text, sequence, name, encode(digest, 'hex') as digest from cases.contents order by 1, 2, 3`,
  );
  const told = (await eventRows(scene)).flatMap(({ case_id, sequence, bytes }) =>
    Object.entries(JSON.parse(bytes.toString('utf8')).contents ?? {})
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, digest]) => ({ case_id, sequence, name, digest })),
  );
  expect(written.filter(({ name }) => name === 'form')).toHaveLength(4);
  expect(told).toEqual(written);
  for (const { case_id, sequence, last_hash, state, status } of cases) {
    expect(ends.get(case_id)).toEqual({ sequence, hash: last_hash });
    expect(state).toEqual(replayed.get(case_id));
    expect(status).toBe(caseStatusOf(state));
  }
});

it('keeps nothing in clear that says who anybody is or what they wrote', async () => {
  const scene = await openLived();
  const tables = await scene.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('cases', 'cases_jobs')`,
  );
  const dump: string[] = [];
  for (const { name } of tables) {
    const rows = await scene.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} as t`);
    // Bytes are shown in hex: what was stored unsealed would stand there as its own bytes.
    dump.push(
      ...rows.map(({ row }) =>
        row.replaceAll(/\\\\x([0-9a-f]*)/g, (_, hex) => Buffer.from(hex, 'hex').toString('utf8')),
      ),
    );
  }
  const text = [...dump, ...logged].join('\n');

  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'cases.events',
      'cases.audit',
      'cases.steps',
      'cases.idempotency',
      'cases_jobs.job',
    ]),
  );
  expect(text).toContain('fund-withdraw-retirement');
  // As it stands in the bytes of an event alone.
  expect(text).toContain('"type":"STEP_REFUSED"}');
  expect(CANARIES.filter((canary) => text.includes(canary))).toEqual([]);
});

it('refuses to change, delete or empty what is on record', async () => {
  const scene = await openLived();
  for (const statement of [
    `update cases.events set type = 'CLOSED'`,
    'delete from cases.events where sequence = 1',
    'truncate cases.events',
    `update cases.audit set action = 'nothing'`,
    `update cases.contents set sealed = '\\x00'`,
    'delete from cases.audit',
    'truncate cases.audit',
  ])
    await expect(scene.query(statement), statement).rejects.toThrow('what is on record is never changed');
});

it('says who caused each change, without saying who anybody is', async () => {
  const scene = await openLived();
  const audit = await scene.query(
    `select a.action, a.actor_kind, a.office, a.portal, a.request_id, length(a.actor_digest) as digest,
       a.sequence = (select max(sequence) from cases.events e where e.case_id = a.case_id and e.sequence <= a.sequence) as fits
     from cases.audit a join cases.cases c using (case_id) where c.item = 'fund-transfer' and c.outcome = 'GRANTED'
     order by audit_id`,
  );
  const citizen = {
    actor_kind: 'CITIZEN',
    office: null,
    portal: 'hunan',
    request_id: 'r-test',
    digest: 32,
    fits: true,
  };
  const clerk = {
    actor_kind: 'CLERK',
    office: '340000',
    portal: 'window',
    request_id: 'r-test',
    digest: 32,
    fits: true,
  };
  const system = {
    action: 'step',
    actor_kind: 'SYSTEM',
    office: null,
    portal: null,
    request_id: null,
    digest: null,
    fits: true,
  };

  expect(audit).toEqual([
    { action: 'submitCase', ...clerk },
    { action: 'requestSupplement', ...clerk },
    { action: 'supplementCase', ...citizen },
    { action: 'acceptCase', ...clerk },
    { action: 'decideCase', ...clerk },
    ...Array(5).fill(system),
    { action: 'resolveParked', ...clerk },
    { action: 'recordDelivery', ...clerk },
    { action: 'rateCase', ...citizen },
    { action: 'answerCorrection', ...clerk },
  ]);
});

it('loses what was written with the key of the case, and nothing else', async () => {
  const scene = await openLived();
  const [{ case_id: id = '' } = {}] = await scene.query<{ case_id: string }>(
    `select case_id from cases.cases where outcome = 'GRANTED'`,
  );
  const look = async () =>
    (
      await scene.ask(
        callers.applicant,
        'query ($id: ID!) { case(id: $id) { status form outputs { name } timeline { event reason } } }',
        { id },
      )
    ).data?.['case'];
  const before = await look();
  await scene.query('update cases.keys set wrapped = null where case_id = $1', [id]);

  expect(before).toMatchObject({ form: INPUTS.transfer.form });
  const timeline = JSON.parse(JSON.stringify(before)).timeline.map(({ event }: { event: string }) => ({
    event,
    reason: null,
  }));
  expect(await look()).toEqual({ status: 'CLOSED', form: null, outputs: [], timeline });
  expect((await verifyChains(scene)).size).toBe(3);
});

it('writes a change whole or not at all', async () => {
  const scene = await open();
  const caseId = await submitted(scene, INPUTS.retirement);
  const count = () =>
    scene.query(`select (select count(*) from cases.events) as events, (select count(*) from cases.audit) as audit,
      (select count(*) from cases.contents) as contents, (select count(*) from cases.idempotency) as keys,
      (select count(*) from cases.steps) as steps,
      (select max(sequence) from cases.cases) as version`);
  const before = await count();
  await scene.query('alter table cases.steps add constraint nothing_new check (step_key is null) not valid');
  const withdrawal = { name: 'withdrawCase', caller: callers.applicant, caseId } as const;
  const report = {
    subgraph: 'housing-fund',
    jurisdiction: '430000',
    stepKey: `${caseId}.3`,
    outcome: 'DONE',
  };

  expect(await submit(scene, INPUTS.retirement)).toMatchObject({
    errors: [{ message: 'An internal error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  });
  expect(await scene.tell(report)).toMatchObject({ status: 500 });
  expect(await count()).toEqual(before);
  await scene.query('alter table cases.steps drop constraint nothing_new');
  expect((await act(scene, withdrawal)).errors).toBeUndefined();
});

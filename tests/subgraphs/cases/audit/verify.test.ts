import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  type Verification,
  type VerifyCasesOptions,
  verifyCases,
} from '../../../../subgraphs/cases/audit/verifyCases.ts';
import { CaseVault } from '../../../../subgraphs/cases/CaseVault.ts';
import { readCasesConfig } from '../../../../subgraphs/cases/config.ts';
import { runVerification } from '../../../../subgraphs/cases/runVerification.ts';
import type { CasesDatabase } from '../../../../subgraphs/cases/storage/CasesDatabase.ts';
import { openDatabase } from '../../../../subgraphs/cases/storage/openDatabase.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { withCases } from '../support/withCases.ts';
import { type RecordedCases, recordCases } from './support/recordCases.ts';
import { type ForgedEvent, LAST, Tampering } from './support/Tampering.ts';

const { openForAll, place } = withCases();
const logger = pino({ level: 'silent' });
let scene: CasesScene;
let tampering: Tampering;
let database: CasesDatabase;
let vault: CaseVault;
let cases: RecordedCases;
beforeAll(async () => {
  scene = await openForAll();
  const { databaseUrl, caseKey } = readCasesConfig(scene.settings);
  database = openDatabase({ databaseUrl, applicationName: 'test', maxConnections: 1, logger });
  vault = new CaseVault(caseKey);
  cases = await recordCases(scene, place);
  tampering = new Tampering(scene);
  await tampering.keep();
});
afterEach(() => tampering.putBack());
afterAll(() => database.destroy());

/** In one process and over one connection; by default in batches and pages of the usual size. */
function verified(
  only: string | null = null,
  sizes: Pick<VerifyCasesOptions, 'batch' | 'pageRows'> = {},
): Promise<Verification> {
  return verifyCases({ database, vault, only, ...sizes });
}

async function countsNow() {
  const [counts] = await scene.query(
    `select (select count(*)::int from cases.cases) as cases, (select count(*)::int from cases.events) as events,
       (select count(*)::int from cases.audit) as "auditRows", (select count(*)::int from cases.contents) as contents`,
  );
  return { ...counts, erased: 0, badCases: 0, firstBad: null };
}

it('finds cases, and inquiries outside of them, as they were written, in whatever batches it reads', async () => {
  const good = await countsNow();

  expect(good).toMatchObject({ cases: 3, events: expect.any(Number) });
  expect(await verified()).toEqual(good);
  expect(await runVerification(scene.settings, null, logger)).toEqual(good);
  for (const batch of [1, 2, 3]) expect(await verified(null, { batch, pageRows: 1 })).toEqual(good);
  expect(await verified(cases.declined)).toMatchObject({ cases: 1, events: 2, auditRows: 2, firstBad: null });
});

it('takes one case by its number, and says where there is none', async () => {
  const [{ case_number: number = '' } = {}] = await scene.query<{ case_number: string }>(
    'select case_number from cases.cases where case_id = $1',
    [cases.declined],
  );

  expect(await verified(number)).toMatchObject({ cases: 1, events: 2 });
  await expect(verified('BJ-nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(verified('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

const last = expect.any(Number);
const NO_HASH = `decode(repeat('00', 32), 'hex')`;

it.each([
  [
    'a link',
    `update cases.events set prev_hash = ${NO_HASH} where ${LAST}`,
    'events',
    last,
    'it does not follow the event before it',
  ],
  [
    'a hash',
    `update cases.events set hash = ${NO_HASH} where ${LAST};
      update cases.cases set last_hash = ${NO_HASH} where case_id = :id`,
    'events',
    last,
    'its hash is not that of its bytes',
  ],
  [
    'a number',
    `update cases.events set sequence = sequence + 1 where ${LAST}`,
    'events',
    last,
    expect.stringMatching(/^event \d+ is missing before it$/),
  ],
  [
    'an event in the middle',
    'delete from cases.events where case_id = :id and sequence = 4',
    'events',
    5,
    'event 4 is missing before it',
  ],
  [
    'the order of two events',
    `update cases.events set sequence = -4 where case_id = :id and sequence = 4;
      update cases.events set sequence = 4 where case_id = :id and sequence = 5;
      update cases.events set sequence = 5 where case_id = :id and sequence = -4`,
    'events',
    4,
    'it does not follow the event before it',
  ],
  [
    'the column of a type',
    `update cases.events set type = 'RATED' where ${LAST}`,
    'events',
    last,
    'its columns type and at do not repeat its bytes',
  ],
  [
    'the end, with the projection',
    `delete from cases.events where ${LAST};
      update cases.cases set sequence = sequence - 1, state = jsonb_set(state, '{correction,answeredAt}', 'null'),
        last_hash = (select hash from cases.events where case_id = :id order by sequence desc limit 1)
      where case_id = :id`,
    'audit',
    last,
    'the audit tells of an event that is not there',
  ],
  [
    'all events, with the audit',
    'delete from cases.events where case_id = :id; delete from cases.audit where case_id = :id',
    'cases',
    0,
    'the case has no events',
  ],
  [
    'the case, with its events',
    `delete from cases.cases where case_id = :id; delete from cases.events where case_id = :id;
      delete from cases.contents where case_id = :id; delete from cases.keys where case_id = :id`,
    'audit',
    1,
    'the audit tells of a case that is gone',
  ],
  [
    'the case, with its audit',
    'delete from cases.cases where case_id = :id; delete from cases.audit where case_id = :id',
    'events',
    1,
    'the case of this event is gone',
  ],
  [
    'who accepted it',
    `delete from cases.audit where case_id = :id and action = 'acceptCase'`,
    'audit',
    3,
    'no audit row says who caused it',
  ],
  [
    'the time of an audit row',
    `update cases.audit set at = at + interval '1 ms' where case_id = :id and action = 'acceptCase'`,
    'audit',
    3,
    'the audit has another time than the event',
  ],
  [
    'another audit row',
    `insert into cases.audit (case_id, sequence, at, action, actor_kind)
      select case_id, sequence, at, 'acceptCase', 'SYSTEM' from cases.audit where case_id = :id and action = 'acceptCase'`,
    'audit',
    3,
    'the audit tells of it twice',
  ],
  [
    'a grade in the projection',
    `update cases.cases set state = jsonb_set(state, '{rating,grade}', '5') where case_id = :id`,
    'cases',
    last,
    'state is not what its events come to',
  ],
  [
    'the version in the projection',
    'update cases.cases set sequence = sequence + 1 where case_id = :id',
    'cases',
    last,
    expect.stringMatching(/^the case is said to have \d+ events, and has \d+$/),
  ],
  [
    'the hash in the projection',
    `update cases.cases set last_hash = ${NO_HASH} where case_id = :id`,
    'cases',
    last,
    'last_hash is not the hash of its last event',
  ],
  ...[
    "status = 'DECLINED'",
    "outcome = 'REFUSED'",
    "closed_at = closed_at + interval '1 s'",
    'procedure_version = 9',
  ].map(
    (set) =>
      [
        set,
        `update cases.cases set ${set} where case_id = :id`,
        'cases',
        last,
        `${set.split(' ')[0]} is not what its events come to`,
      ] as const,
  ),
  [
    'a digest',
    `update cases.contents set digest = ${NO_HASH} where case_id = :id and name = 'form'`,
    'contents',
    1,
    'form is not what its digest says',
  ],
  [
    'contents under each other’s name',
    `update cases.contents c set sealed = o.sealed, digest = o.digest from kept.contents o
      where c.case_id = :id and o.case_id = :id and c.name = 'form' and o.name = 'reason:CORRECTION_ANSWERED'`,
    'contents',
    1,
    'form does not open under the key of the case',
  ],
  [
    'the form',
    `delete from cases.contents where case_id = :id and name = 'form'`,
    'contents',
    1,
    'form is gone',
  ],
  [
    'the key',
    'update cases.keys set wrapped = null where case_id = :id',
    'keys',
    null,
    'the key of the case is gone, and no audit row says who erased it',
  ],
  [
    'the key of another case',
    `update cases.keys set wrapped = (select wrapped from kept.keys where case_id <> :id limit 1)
      where case_id = :id`,
    'keys',
    null,
    'the key of the case does not open under this caseKey',
  ],
  [
    'the record of an erasure that was none',
    `insert into cases.audit (case_id, sequence, at, action, actor_kind)
      values (:id, 1, now(), 'eraseCase', 'SYSTEM')`,
    'keys',
    null,
    'the case was erased, and its key is back',
  ],
] as const)(
  'names the first bad entry after somebody changed %s',
  async (_, statements, table, sequence, what) => {
    await tampering.run(statements, cases.closed);

    const found = { badCases: 1, firstBad: { caseId: cases.closed, sequence, table, what } };
    expect(await verified()).toMatchObject(found);
    expect(await verified(cases.closed)).toMatchObject(found);
  },
);

const REFUSED = expect.stringMatching(/^it cannot have happened: /);
const OTHER_BYTES = 'its bytes are not canonical, or of another case or sequence';

it.each<readonly [string, (bytes: string) => ForgedEvent, 'events' | 'cases', unknown]>([
  ['white space', (bytes) => ({ bytes: `${bytes} ` }), 'events', OTHER_BYTES],
  [
    'the id of another case',
    (bytes) => ({ bytes: bytes.replace(cases.closed, cases.declined) }),
    'events',
    OTHER_BYTES,
  ],
  ['no JSON', () => ({ bytes: '{' }), 'events', 'its bytes are no event'],
  ['what cannot have happened', (bytes) => withType(bytes, 'ACCEPTED'), 'events', REFUSED],
  ['what there is not', (bytes) => withType(bytes, 'FORGIVEN'), 'events', REFUSED],
])('names an event that was rewritten with all its hashes: %s', async (_, forge, table, what) => {
  await tampering.forgeLast(cases.closed, forge);

  expect((await verified()).firstBad).toEqual({ caseId: cases.closed, sequence: last, table, what });
});

const withType = (bytes: string, type: string): ForgedEvent => ({
  bytes: bytes.replace('"type":"CORRECTION_ANSWERED"', `"type":"${type}"`),
  type,
});

it('names the first of several, by case and by event, and counts the others', async () => {
  const [first = '', second = ''] = [cases.closed, cases.declined].toSorted();
  for (const id of [second, first])
    for (const sequence of [2, 1])
      await tampering.run(
        `update cases.events set type = 'RATED' where case_id = :id and sequence = ${sequence}`,
        id,
      );

  expect(await verified()).toMatchObject({ badCases: 2, firstBad: { caseId: first, sequence: 1 } });
});

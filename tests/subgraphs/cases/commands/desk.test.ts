import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCasesCommand } from '../../../../cli/cases.ts';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { purgeDrafts } from '../../../../subgraphs/cases/storage/purgeDrafts.ts';
import { findDataFolder } from '../../../../subgraphs/catalog/findDataFolder.ts';
import { importCatalogue } from '../../../../subgraphs/catalog/versions/importCatalogue.ts';
import { publishCatalogue } from '../../../../subgraphs/catalog/versions/publishCatalogue.ts';
import { act, acted } from '../support/act.ts';
import { ACTION_INPUTS } from '../support/actionInputs.ts';
import type { Answer, CasesScene } from '../support/CasesScene.ts';
import { callers, clerkOf } from '../support/callers.ts';
import { eventsOf, standOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submit, submitted } from '../support/submit.ts';
import { transferUpTo } from '../support/transferUpTo.ts';
import { withCases } from '../support/withCases.ts';

const { open, place, holderId, logger, catalogDatabase } = withCases();
const { applicant, neighbour, anhui, hunan } = callers;
const DAY_MS = 86_400_000;
const folders: string[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

describe('a draft', () => {
  const SAVE = `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { unknownFields draft {
    id version item { code } acceptingDivision { code } owningDivision { code } form expiresAt } } }`;
  const DISCARD = 'mutation ($input: DiscardDraftInput!) { discardDraft(input: $input) { draftId } }';
  const MINE = `query ($any: [_Any!]!) { _entities(representations: $any) { ... on Holder { drafts { id version form } } } }`;
  const form = { contactPhone: '0731-77665544', hobby: '暗号爱好' };
  const written = (changed: object = {}) => ({
    input: { idempotencyKey: randomUUID(), item: 'fund-transfer', form, ...changed },
  });

  interface Saved {
    readonly unknownFields: readonly string[] | null;
    readonly draft: { readonly id: string; readonly version: number; readonly form: object };
  }
  function savedIn({ data, errors }: Answer): Saved {
    const saved = data?.['saveDraft'] as Saved | null | undefined;
    if (saved === null || saved === undefined) throw new Error(JSON.stringify(errors));
    return saved;
  }
  const save = (scene: CasesScene, changed: object = {}, caller: CallContextCaller = applicant) =>
    scene.ask(caller, SAVE, written(changed));
  async function drafts(scene: CasesScene, caller: CallContextCaller = applicant) {
    const any = [{ __typename: 'Holder', id: holderId(0) }];
    const { data } = await scene.ask(caller, MINE, { any });
    const holders = data?.['_entities'] as readonly { readonly drafts: readonly Saved['draft'][] | null }[];
    return holders[0]?.drafts;
  }

  it('is kept sealed, replaced by version, the holder’s alone, and discarded', async () => {
    const scene = await open();
    const variables = written({ acceptingDivision: '340100' });
    const answers = await Promise.all([1, 2, 3].map(() => scene.ask(applicant, SAVE, variables)));
    const { draft, unknownFields } = savedIn(answers[0] ?? {});
    expect(answers.map((answer) => savedIn(answer).draft)).toEqual([draft, draft, draft]);
    expect({ draft, unknownFields }).toEqual({
      unknownFields: ['hobby'],
      draft: {
        id: expect.any(String),
        version: 1,
        item: { code: 'fund-transfer' },
        acceptingDivision: { code: '340100' },
        owningDivision: null,
        form,
        expiresAt: expect.any(String),
      },
    });
    const { id: draftId } = draft;
    const next = { draftId, form: { contactPhone: '1' } };
    expect(refusalOf(await save(scene, next))[0]).toBe('BAD_USER_INPUT');
    expect(refusalOf(await save(scene, { ...next, expectedVersion: 2 }))[0]).toBe('CONFLICT');
    const foreign = await save(scene, { ...next, expectedVersion: 1 }, neighbour);
    expect(refusalOf(foreign)).toEqual(['NOT_FOUND', 'There is no such draft']);
    expect(savedIn(await save(scene, { ...next, expectedVersion: 1 }))).toMatchObject({
      unknownFields: [],
      draft: { version: 2, form: next.form },
    });
    expect(await drafts(scene)).toEqual([{ id: draftId, version: 2, form: next.form }]);
    for (const caller of [neighbour, anhui]) expect(await drafts(scene, caller)).toBeNull();

    const discard = (caller: CallContextCaller) =>
      scene.ask(caller, DISCARD, { input: { idempotencyKey: randomUUID(), draftId } });
    await discard(neighbour);
    expect(await drafts(scene)).toHaveLength(1);
    expect((await discard(applicant)).data).toEqual({ discardDraft: { draftId } });
    expect((await discard(applicant)).data).toEqual({ discardDraft: { draftId } });
    expect(await scene.query('select 1 from cases.drafts')).toEqual([]);
  });

  it('goes when it is handed in, and not when it is refused', async () => {
    const scene = await open();
    const { draft } = savedIn(await save(scene));
    const kept = savedIn(await save(scene, {}, neighbour)).draft;
    const handIn = { ...INPUTS.transfer, draft: draft.id, idempotencyKey: randomUUID() };
    const [{ bytes } = { bytes: Buffer.alloc(0) }] = await scene.query<{ bytes: Buffer }>(
      `select wrapped || sealed || convert_to(d::text, 'utf8') as bytes from cases.drafts d where draft_id = $1`,
      [draft.id],
    );
    expect([bytes.length > 100, bytes.includes('暗号'), bytes.includes('77665544')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(refusalOf(await submit(scene, { ...handIn, form: { hobby: '1' } }))[0]).toBe('BAD_USER_INPUT');
    expect(await drafts(scene)).toHaveLength(1);
    const caseId = await submitted(scene, handIn);
    expect(await drafts(scene)).toEqual([]);
    expect(await submitted(scene, handIn)).toBe(caseId);
    await submitted(scene, { ...INPUTS.transfer, draft: kept.id });

    expect(await scene.query('select draft_id from cases.drafts')).toEqual([{ draft_id: kept.id }]);
  });

  it('is gone after the days that the operator sets, and purged', async () => {
    let now = Date.UTC(2026, 2, 2, 2);
    const scene = await open({ now: () => now, settings: { draftDays: 3 } });
    const { draft } = savedIn(await save(scene));
    now += 2 * DAY_MS;
    await save(scene, { draftId: draft.id, expectedVersion: 1 });
    now += 3 * DAY_MS - 1;
    const { services } = await scene.hireEngineer();
    expect([(await drafts(scene))?.length, await purgeDrafts(services.database, now)]).toEqual([1, 0]);
    now += 1;
    expect(await drafts(scene)).toEqual([]);
    expect(refusalOf(await save(scene, { draftId: draft.id, expectedVersion: 2 }))[0]).toBe('NOT_FOUND');
    expect(await purgeDrafts(services.database, now)).toBe(1);
    expect(await scene.query('select 1 from cases.drafts')).toEqual([]);
  });

  it('is refused where nobody could hand it in, and the twenty-first of a holder', async () => {
    const scene = await open();
    const refused = async (changed: object, caller?: CallContextCaller) =>
      refusalOf(await save(scene, changed, caller))[0];

    expect(await refused({ item: 'no-such-item' })).toBe('NOT_FOUND');
    expect(await refused({ form: { contactPhone: '1'.repeat(2001) } })).toBe('BAD_USER_INPUT');
    expect(await refused({ form: ['1'] })).toBe('BAD_USER_INPUT');
    expect(await refused({ owningDivision: 'x' })).toBe('BAD_USER_INPUT');
    expect(await refused({}, callers.stranger)).toBe('NOT_FOUND');
    const answers = await Promise.all(Array.from({ length: 22 }, () => save(scene)));
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(20);
    expect(await drafts(scene)).toHaveLength(20);
  });
});

describe('a correction', () => {
  const SEEN = `case { id } status grade division { code } answer answeredAt
    deadline { workingDays dueOn provisional signal }`;
  const LOOK = `query ($id: ID!) { case(id: $id) { rating correction { ${SEEN} } timeline { event reason } } }`;
  const LIST = `query ($division: DivisionCode!, $statuses: [CorrectionStatus!], $first: Int, $after: String) {
    corrections(division: $division, statuses: $statuses, first: $first, after: $after) {
      nodes { case { id } } pageInfo { hasNextPage endCursor } } }`;

  async function rated(scene: CasesScene, grades: readonly number[]): Promise<readonly string[]> {
    const engineer = await scene.hireEngineer();
    const ids: string[] = [];
    for (const grade of grades) {
      const caseId = await submitted(scene, INPUTS.retirement);
      await engineer.work();
      await acted(scene, { name: 'rateCase', caller: applicant, caseId, input: { grade } });
      ids.push(caseId);
    }
    await engineer.countDeadlines();
    return ids;
  }
  const answering = { answer: '已整改暗号' };

  it('follows a bad rating, with its clock, and is answered once by the accepting place', async () => {
    const scene = await open({ now: () => Date.UTC(2026, 2, 2, 2), settings: { correctionWorkingDays: 5 } });
    const [good = '', bad = ''] = await rated(scene, [3, 2]);
    const look = async (id: string, caller = applicant) =>
      (await scene.ask(caller, LOOK, { id })).data?.['case'] as {
        readonly correction: object | null;
        readonly timeline: readonly { readonly event: string; readonly reason: string | null }[];
      };
    expect((await look(good)).correction).toBeNull();
    const open_ = {
      case: { id: bad },
      status: 'OPEN',
      grade: 2,
      division: { code: '340100' },
      answer: null,
      answeredAt: null,
      deadline: { workingDays: 5, dueOn: '2026-03-09', provisional: false, signal: 'GREEN' },
    };
    expect((await look(bad)).correction).toEqual(open_);
    const answer = { name: 'answerCorrection', caller: anhui, caseId: bad, input: answering } as const;
    const refused = async (changed: object) => refusalOf(await act(scene, { ...answer, ...changed }))[0];
    expect(await refused({ caseId: good })).toBe('CONFLICT');
    expect(await refused({ caller: hunan })).toBe('FORBIDDEN');
    expect(await refused({ caller: applicant })).toBe('FORBIDDEN');
    expect(await refused({ input: { answer: ' ' } })).toBe('BAD_USER_INPUT');
    expect(await refused({ input: { ...answering, expectedVersion: 1 } })).toBe('CONFLICT');
    const input = { ...answering, idempotencyKey: randomUUID() };
    const version = (await acted(scene, { ...answer, input })).version;
    const again = { ...input, expectedVersion: version - 1 };
    expect(await acted(scene, { ...answer, input: again })).toMatchObject({ version });
    expect(await refused({})).toBe('CONFLICT');

    expect((await look(bad)).correction).toEqual({
      ...open_,
      status: 'ANSWERED',
      answer: answering.answer,
      answeredAt: '2026-03-02T02:00:00Z',
      deadline: { ...open_.deadline, signal: null },
    });
    expect((await look(bad)).timeline.slice(-3)).toEqual([
      { event: 'RATED', reason: null },
      { event: 'CORRECTION_OPENED', reason: null },
      { event: 'CORRECTION_ANSWERED', reason: answering.answer },
    ]);
  });

  it('stands in the list of its place, without a limit where the operator sets none', async () => {
    let now = Date.UTC(2026, 2, 2, 2);
    const scene = await open({ now: () => (now += 1) });
    const ids = await rated(scene, [1, 2, 1]);
    const list = async (variables: object = {}, caller = anhui) => {
      const { data } = await scene.ask(caller, LIST, { division: '340000', ...variables });
      const page = data?.['corrections'] as {
        readonly nodes: readonly { readonly case: { readonly id: string } }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
      return { ids: page.nodes.map((node) => node.case.id), ...page.pageInfo };
    };
    const page = await list({ first: 2 });
    expect([page.ids, page.hasNextPage]).toEqual([ids.slice(0, 2), true]);
    expect((await list({ after: page.endCursor })).ids).toEqual(ids.slice(2));
    expect((await list({ division: '340100' }, clerkOf('340100'))).ids).toEqual(ids);
    const [first = ''] = ids;
    await acted(scene, { name: 'answerCorrection', caller: anhui, caseId: first, input: answering });
    expect((await list()).ids).toEqual(ids.slice(1));
    expect((await list({ statuses: ['ANSWERED'] })).ids).toEqual([first]);
    expect(refusalOf(await scene.ask(hunan, LIST, { division: '340000' }))[0]).toBe('FORBIDDEN');

    expect(await scene.query('select distinct limit_working_days, due_on from cases.corrections')).toEqual([
      { limit_working_days: null, due_on: null },
    ]);
  });
});

describe('a case that is moved to another version of its procedure', () => {
  /** Version 2 of the transfer: a clerk of the owning place looks at the payee beside `confirm-letter`. */
  async function publishSecondVersion(): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-test-catalogue-'));
    folders.push(folder);
    await cp(findDataFolder(), folder, { recursive: true });
    const file = join(folder, 'procedures', 'housing-fund.json');
    const document = JSON.parse(await readFile(file, 'utf8'));
    const transfer = document.procedures.find(({ id }: { readonly id: string }) => id === 'fund-transfer');
    transfer.version = 2;
    const [review] = transfer.steps;
    const at = transfer.steps.findIndex(({ key }: { readonly key: string }) => key === 'confirm-letter');
    const { stage } = transfer.steps[at];
    transfer.steps.splice(at, 0, {
      ...review,
      key: 'check-payee',
      nameZh: '核对收款',
      role: 'OWNING',
      stage,
    });
    await writeFile(file, JSON.stringify(document));
    const databaseUrl = catalogDatabase();
    await importCatalogue({ databaseUrl, path: folder, logger });
    const rest = { version: null, validFrom: null, confirmRemovals: false, backdate: false };
    await publishCatalogue({ databaseUrl, logger, ...rest });
  }

  /** What the command says, line by line, and how it ends. */
  async function migrateBy(settings: object, ...flags: readonly string[]): Promise<readonly string[]> {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-test-migrate-'));
    folders.push(folder);
    const config = join(folder, 'cases.json');
    await writeFile(config, JSON.stringify(settings), { mode: 0o600 });
    const lines: string[] = [];
    const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(...String(text).trimEnd().split('\n'));
      return true;
    });
    const given = ['--config', config, '--procedure', 'fund-transfer', '--from', '1', '--to', '2', ...flags];
    await createCasesCommand().parseAsync(['migrate', ...given], { from: 'user' });
    out.mockRestore();
    const ending = `exit ${process.exitCode ?? 0}`;
    process.exitCode = undefined;
    return [...lines, ending];
  }

  async function writeNoPlaces(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-test-nowhere-'));
    folders.push(folder);
    const file = join(folder, 'partitions.json');
    await writeFile(file, '{}');
    return file;
  }

  it('finishes by it; one that is too far stays, and why is told', async () => {
    const scene = await open();
    const engineer = await scene.hireEngineer();
    const late = await transferUpTo('paid', { scene, engineer, place });
    place.reset();
    const early = await transferUpTo('accepted', { scene, engineer, place });
    const numberOf = async (caseId: string) =>
      (await scene.query('select case_number from cases.cases where case_id = $1', [caseId]))[0]?.[
        'case_number'
      ];
    // What is handed in from now on runs by version 2.
    await publishSecondVersion();
    const [earlyNumber, lateNumber] = [await numberOf(early), await numberOf(late)];
    const stays = `${lateNumber} stays with version 1: step check-payee of version 2 belongs before what was begun`;
    const before = await eventsOf(scene, early);

    const migrate = (...flags: readonly string[]) => migrateBy(scene.settings, ...flags);
    const dry = await migrate('--dry-run');
    expect(dry.slice(0, 2).toSorted()).toEqual([`${earlyNumber} would go on by version 2`, stays].toSorted());
    expect(dry.slice(2)).toEqual(['1 to be moved, 1 stay with version 1', 'exit 1']);
    const nowhere = { ...scene.settings, partitions: await writeNoPlaces() };
    expect(await migrateBy(nowhere, '--case', String(earlyNumber))).toEqual([
      `${earlyNumber} stays with version 1: 340100 is not connected for step register-letter`,
      '0 moved, 1 stay with version 1',
      'exit 1',
    ]);
    expect(await eventsOf(scene, early)).toEqual(before);
    expect(await migrate('--case', early, '--item', 'fund-transfer')).toEqual([
      `${earlyNumber} goes on by version 2`,
      '1 moved, 0 stay with version 1',
      'exit 0',
    ]);
    expect(await migrate()).toEqual([stays, '0 moved, 1 stay with version 1', 'exit 1']);
    await expect(migrate('--to', '3')).rejects.toThrow('no published catalogue has version 3');
    expect(await eventsOf(scene, late)).not.toContain('PROCEDURE_CHANGED');

    await acted(scene, { name: 'decideCase', caller: anhui, caseId: early, input: ACTION_INPUTS.decideCase });
    await engineer.work();
    expect(await standOf(scene, early)).toBe('IN_PROGRESS');
    await acted(scene, {
      name: 'decideCase',
      caller: hunan,
      caseId: early,
      input: { step: 'check-payee', decision: 'GRANT' },
    });
    await engineer.work();
    expect(await standOf(scene, early)).toBe('CLOSED GRANTED');
    expect((await eventsOf(scene, early)).slice(0, 6)).toEqual([
      ...before,
      'PROCEDURE_CHANGED',
      'second-review DONE',
      'register-letter BEGUN',
    ]);
    const { data } = await scene.ask(
      applicant,
      'query ($id: ID!) { case(id: $id) { procedure { version } timeline { step stepName } } }',
      { id: early },
    );
    expect(data?.['case']).toMatchObject({
      procedure: { version: 2 },
      timeline: expect.arrayContaining([{ step: 'check-payee', stepName: '核对收款' }]),
    });
  });
});

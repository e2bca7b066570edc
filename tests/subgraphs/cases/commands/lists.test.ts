import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers, clerkOf } from '../support/callers.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { openForAll, holderId } = withCases();
const { applicant, neighbour, anhui } = callers;
let scene: CasesScene;
beforeAll(async () => {
  scene = await openForAll();
});

const WORK = `query ($division: DivisionCode!, $first: Int, $after: String, $statuses: [CaseStatus!], $dueBy: Date) {
  workList(division: $division, first: $first, after: $after, statuses: $statuses, dueBy: $dueBy) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
const MINE = `query ($any: [_Any!]!, $first: Int, $after: String, $statuses: [CaseStatus!]) {
  _entities(representations: $any) { ... on Holder { cases(first: $first, after: $after, statuses: $statuses) {
    nodes { id } pageInfo { hasNextPage endCursor } } } } }`;
interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** As if all of these had been submitted at the same moment. */
const submitAllAt = (day: string, ids: readonly string[]) =>
  scene.query(
    `update cases.cases set submitted_at = $1::timestamptz, state = jsonb_set(state, '{submittedAt}',
       to_jsonb(extract(epoch from $1::timestamptz) * 1000)) where case_id = any($2)`,
    [day, ids],
  );

/** All pages of a list, page by page. */
async function leaf(
  ask: (after: string | null) => Promise<unknown>,
): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo } = (await ask(after)) as Page;
    pages.push(nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return pages;
}

it('a list of work has what is due first before the rest, page by page, whatever ties', async () => {
  const ids = await Promise.all(
    Array.from({ length: 7 }, () => submitted(scene, { ...INPUTS.transfer, acceptingDivision: '340300' })),
  );
  await submitAllAt('2026-01-02', ids);
  const [soon, later] = ids.toSorted();
  await scene.query(`update cases.cases set due_on = '2026-03-01' where case_id = $1`, [later]);
  await scene.query(`update cases.cases set due_on = '2026-02-01' where case_id = $1`, [soon]);
  const caller = clerkOf('340300');
  const ask = (variables: object) => async (after: string | null) =>
    (await scene.ask(caller, WORK, { division: '340300', after, ...variables })).data?.['workList'];
  const expected = [soon, later, ...ids.filter((id) => id !== soon && id !== later).toSorted()];

  const pages = await leaf(ask({ first: 3 }));
  expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
  expect(pages.flat()).toEqual(expected);
  expect(await leaf(ask({}))).toEqual([expected]);
  expect(await leaf(ask({ dueBy: '2026-02-28' }))).toEqual([[soon]]);
  expect(await leaf(ask({ statuses: ['CLOSED'] }))).toEqual([[]]);
  expect(await leaf(ask({ statuses: [] }))).toEqual([[]]);
});

it('a list of work is of all that lies in the division, once, whatever part the division has in it', async () => {
  const ids = await Promise.all(
    Array.from({ length: 4 }, () => submitted(scene, { ...INPUTS.transfer, acceptingDivision: '340100' })),
  );
  const [third, twice, other, ended] = ids;
  const move = (columns: string, id: string | undefined) =>
    scene.query(`update cases.cases set ${columns} where case_id = $1`, [id]);
  await move(`third_division = '341102'`, third);
  await move(`accepting_division = '341103', owning_division = '341102', status = 'PARKED'`, twice);
  await move(`accepting_division = '341203'`, other);
  await move(`owning_division = '341103', status = 'CLOSED', outcome = 'GRANTED', closed_at = now()`, ended);
  const listed = async (division: string, variables: object = {}) => {
    const pages = await leaf(
      async (after) =>
        (await scene.ask(clerkOf(division), WORK, { division, after, ...variables })).data?.['workList'],
    );
    return pages.flat().filter((id) => ids.includes(id));
  };

  expect(new Set(await listed('341100'))).toEqual(new Set([third, twice]));
  expect(await listed('341100', { first: 1 })).toHaveLength(2);
  expect(await listed('341103')).toEqual([twice]);
  expect(await listed('341100', { statuses: ['PARKED', 'CLOSED'] })).toHaveLength(2);
  expect(await listed('341103', { statuses: ['CLOSED'] })).toEqual([ended]);
  expect(new Set(await listed('340000'))).toEqual(new Set([third, twice, other]));
});

it.each([
  [{ division: '430000' }, 'FORBIDDEN'],
  [{ division: '340000' }, 'FORBIDDEN'],
  [{ division: '340100', first: 0 }, 'BAD_USER_INPUT'],
  [{ division: '340100', first: 101 }, 'BAD_USER_INPUT'],
  [{ division: '340100', after: 'x' }, 'BAD_USER_INPUT'],
  [
    { division: '340100', after: Buffer.from(`[null,1e20,"${randomUUID()}"]`).toString('base64url') },
    'BAD_USER_INPUT',
  ],
  [{ division: '340100', dueBy: '2026-02-30' }, 'BAD_USER_INPUT'],
  [{ division: 'Hefei' }, 'BAD_USER_INPUT'],
])('a list of work refuses %j', async (variables, code) => {
  expect(refusalOf(await scene.ask(clerkOf('340100'), WORK, variables))[0]).toBe(code);
});

it('a list of a person is the person’s alone, the latest first', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) ids.push(await submitted(scene, INPUTS.transfer, neighbour));
  await submitAllAt('2027-01-02', ids);
  const ask = (caller: typeof neighbour, variables: object) => async (after: string | null) => {
    const any = [{ __typename: 'Holder', id: holderId(1) }];
    const { data } = await scene.ask(caller, MINE, { any, after, ...variables });
    const [holder] = (data?.['_entities'] ?? []) as readonly { readonly cases: unknown }[];
    return holder?.cases ?? null;
  };
  const pages = await leaf(ask(neighbour, { first: 2, statuses: ['SUBMITTED'] }));

  expect(pages.flat().slice(0, 5)).toEqual(ids.toSorted().toReversed());
  expect(new Set(pages.flat()).size).toBe(pages.flat().length);
  expect(await ask(applicant, {})(null)).toBeNull();
  expect(await ask(anhui, {})(null)).toBeNull();
});

it('shows those whose case it is which offices have looked into it, once a day, and nobody else', async () => {
  const caseId = await submitted(scene, { ...INPUTS.transfer, acceptingDivision: '340300' });
  const clerk = clerkOf('340300');
  const listed = (fields: string) =>
    scene.ask(clerk, `{ workList(division: "340300") { nodes { ${fields} } } }`);
  const look = 'query ($id: ID!) { case(id: $id) { reads { office { code } day at } } }';
  const readsFor = async (caller: typeof clerk) =>
    (await scene.ask(caller, look, { id: caseId })).data?.['case'] ?? null;
  await listed('caseNumber status');
  expect(await readsFor(applicant)).toEqual({ reads: [] });
  expect((await listed('form')).errors).toBeUndefined();
  const read = { day: expect.stringMatching(/^\d{4}-/), at: expect.stringMatching(/Z$/) };
  const first = { office: { code: '340300' }, ...read };
  expect(await readsFor(applicant)).toEqual({ reads: [first] });
  expect([await readsFor(clerk), await readsFor(clerk)]).toEqual([{ reads: null }, { reads: null }]);
  expect(await readsFor(neighbour)).toBeNull();
  expect(await readsFor(anhui)).toEqual({ reads: null });

  expect(await readsFor(applicant)).toEqual({ reads: [{ office: { code: '340000' }, ...read }, first] });
  const rows = await scene.query('select actor_digest from cases.reads where case_id = $1', [caseId]);
  expect(rows.map(({ actor_digest }) => (actor_digest as Buffer).length)).toEqual([32, 32]);
  await expect(scene.query('delete from cases.reads')).rejects.toThrow('never changed');
});

it('shows nothing of a case where it cannot be noted who looks', async () => {
  const caseId = await submitted(scene, INPUTS.transfer);
  await scene.query('alter table cases.reads rename to hidden');
  const ask = (caller: typeof anhui) =>
    scene.ask(caller, 'query ($id: ID!) { case(id: $id) { status } }', { id: caseId });
  const answers = [await ask(anhui), await ask(applicant)];
  await scene.query('alter table cases.hidden rename to reads');

  expect(answers[0]?.data?.['case'] ?? null).toBeNull();
  expect(answers[0]?.errors).toHaveLength(1);
  expect(answers[1]?.data).toEqual({ case: { status: 'SUBMITTED' } });
});

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { lapseConsents } from '../../../../subgraphs/cases/storage/lapseConsents.ts';
import { act, acted } from '../support/act.ts';
import type { Answer, CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import type { Engineer } from '../support/Engineer.ts';
import { eventsOf, standOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { caseOf, INPUTS, submit } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, openForAll, place, holderId } = withCases();
let scene: CasesScene;
let engineer: Engineer;
beforeAll(async () => {
  scene = await openForAll();
  engineer = await scene.hireEngineer();
});

const { applicant, neighbour, anhui, hunan } = callers;

const MOVE = {
  acceptingDivision: '340100',
  owningDivision: '430100',
  channel: 'PORTAL',
  form: { fromAddress: '甲', toAddress: '乙', reason: '投靠' },
};
const SPOUSE = { ...MOVE, item: 'hukou-move-spouse', invite: ['SPOUSE'] };
const CONSENTS =
  'query ($id: ID!) { case(id: $id) { status consents { role status holder { id } code } form } }';

interface Seen {
  readonly status: string;
  readonly consents: readonly { readonly status: string; readonly code: string | null }[];
}

async function look(scene: CasesScene, caller: CallContextCaller, id: string): Promise<Seen | null> {
  const { data } = await scene.ask(caller, CONSENTS, { id });
  return (data?.['case'] ?? null) as Seen | null;
}

const join = (scene: CasesScene, code: string, caller: CallContextCaller = neighbour): Promise<Answer> =>
  scene.ask(
    caller,
    'mutation ($input: JoinCaseInput!) { joinCase(input: $input) { case { id version status } } }',
    {
      input: { code, idempotencyKey: randomUUID() },
    },
  );

/** A case that waits for the neighbour, and the code that the applicant reads. */
async function invited(scene: CasesScene, input: object = SPOUSE) {
  const { id, status } = caseOf(await submit(scene, { ...input }));
  expect(status).toBe('AWAITING_CONSENT');
  return { id, code: (await look(scene, applicant, id))?.consents[0]?.code ?? '' };
}

describe.each([
  ['migrateHukouForSpouseReunion', 'SPOUSE'],
  ['migrateHukouForParentReunion', 'CHILD'],
  ['migrateHukouForChildReunion', 'PARENT'],
])('%s, online', (mutation, role) => {
  it('goes to its places once the other one has consented, and through to its end', async () => {
    const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const { id } = caseOf(
      await scene.ask(
        applicant,
        `mutation ($input: ${name}!) { ${mutation}(input: $input) { case { id } } }`,
        {
          input: { ...MOVE, invite: [role], idempotencyKey: randomUUID() },
        },
      ),
    );
    const [asked] = (await look(scene, applicant, id))?.consents ?? [];
    expect(asked).toEqual({
      role,
      status: 'ASKED',
      holder: null,
      code: expect.stringMatching(/^(\w{4}-?){4}$/),
    });
    // No office knows of it, and nobody can go on with it.
    for (const clerk of [anhui, hunan]) expect(await look(scene, clerk, id)).toBeNull();
    const list = `{ workList(division: "340000") { nodes { id } } }`;
    expect(JSON.stringify(await scene.ask(anhui, list))).not.toContain(id);
    expect(refusalOf(await act(scene, { name: 'acceptCase', caller: anhui, caseId: id }))[0]).toBe(
      'NOT_FOUND',
    );
    expect(await look(scene, neighbour, id)).toBeNull();

    caseOf(await join(scene, ` ${asked?.code?.toLowerCase().replaceAll('-', '')}`));
    expect(await look(scene, neighbour, id)).toEqual({
      status: 'AWAITING_CONSENT',
      consents: [{ role, status: 'JOINED', holder: { id: holderId(1) }, code: null }],
      form: MOVE.form,
    });
    expect(await engineer.work()).toEqual([]);
    expect((await acted(scene, { name: 'giveConsent', caller: neighbour, caseId: id })).status).toBe(
      'SUBMITTED',
    );

    expect(JSON.stringify(await scene.ask(anhui, list))).toContain(id);
    await acted(scene, { name: 'acceptCase', caller: anhui, caseId: id });
    const granted = { step: 'approve', decision: 'GRANT' };
    await acted(scene, { name: 'decideCase', caller: anhui, caseId: id, input: granted });
    expect(await engineer.work()).toEqual(['issue-migration-permit', 'move-out', 'register-move-in']);
    expect(await standOf(scene, id)).toBe('CLOSED GRANTED');
    expect(place.requests.map(({ parties }) => parties.map((party) => party.role))).toEqual(
      place.requests.map(() => ['APPLICANT', role]),
    );
    const mine =
      '{ me: _entities(representations: [{ __typename: "Holder", id: "ID" }]) { ... on Holder { cases { nodes { id } } } } }';
    expect(await scene.ask(neighbour, mine.replace('ID"', `${holderId(1)}"`))).toMatchObject({
      data: { me: [{ cases: { nodes: expect.arrayContaining([{ id }]) } }] },
    });
  });
});

it('ends where the other one will not, and no office ever learns of it', async () => {
  const { id, code } = await invited(scene);
  await join(scene, code);
  await acted(scene, { name: 'refuseConsent', caller: neighbour, caseId: id });

  expect(await standOf(scene, id)).toBe('CLOSED TERMINATED');
  expect(await eventsOf(scene, id)).toEqual([
    'SUBMITTED',
    'CONSENT_ASKED',
    'PARTY_JOINED',
    'CONSENT_REFUSED',
    'CLOSED',
  ]);
  expect(await look(scene, anhui, id)).toBeNull();
  const closed = `{ workList(division: "340000", statuses: [CLOSED, AWAITING_CONSENT]) { nodes { id } } }`;
  expect(JSON.stringify(await scene.ask(anhui, closed))).not.toContain(id);
  expect(refusalOf(await act(scene, { name: 'giveConsent', caller: neighbour, caseId: id }))[0]).toBe(
    'CONFLICT',
  );
});

it('ends where the other one says nothing in time', async () => {
  let now = Date.now();
  const timed = await open({ now: () => now });
  const { services } = await timed.hireEngineer();
  const { id, code } = await invited(timed);
  const other = await invited(timed);
  await join(timed, other.code);
  now += 168 * 3_600_000 - 1;
  expect(await lapseConsents(services)).toBe(0);
  now += 1;

  // Nobody has looked yet.
  expect(refusalOf(await join(timed, code))[0]).toBe('NOT_FOUND');
  expect(refusalOf(await act(timed, { name: 'giveConsent', caller: neighbour, caseId: other.id }))[0]).toBe(
    'CONFLICT',
  );
  expect((await look(timed, applicant, id))?.consents).toMatchObject([{ status: 'ASKED', code: null }]);
  await Promise.all([lapseConsents(services), lapseConsents(services)]);
  for (const caseId of [id, other.id]) {
    expect(await standOf(timed, caseId)).toBe('CLOSED TERMINATED');
    expect((await look(timed, applicant, caseId))?.consents).toMatchObject([
      { status: 'LAPSED', code: null },
    ]);
  }
  expect(await lapseConsents(services)).toBe(0);

  // Workers do the same.
  const third = await invited(timed);
  now += 168 * 3_600_000;
  await timed.startWorker();
  await expect.poll(() => standOf(timed, third.id), { timeout: 20_000 }).toBe('CLOSED TERMINATED');
});

describe('a code', () => {
  it('is for one person, once, and stands nowhere in clear', async () => {
    const { id, code } = await invited(scene);
    const [row] = await scene.query<{ dump: string }>(
      `select (select string_agg(i::text, '') from cases.invitations i)
        || (select string_agg(c::text, '') from cases.contents c) as dump`,
    );
    expect(row?.dump).not.toContain(Buffer.from(code).toString('hex'));
    expect(refusalOf(await join(scene, code, applicant))).toEqual([
      'CONFLICT',
      'You take part in this case already, as APPLICANT',
    ]);
    expect(refusalOf(await join(scene, code, callers.stranger))[0]).toBe('NOT_FOUND');
    expect(caseOf(await join(scene, code)).id).toBe(id);
    // Once more by the same person is the same; nobody else finds it any more.
    expect(caseOf(await join(scene, code)).id).toBe(id);
    expect(await eventsOf(scene, id)).toEqual(['SUBMITTED', 'CONSENT_ASKED', 'PARTY_JOINED']);
    const over = refusalOf(await join(scene, code, applicant));
    expect([over[0], (await join(scene, 'ZZZZ-ZZZZ-ZZZZ-ZZZZ', applicant)).errors?.[0]?.message]).toEqual([
      'NOT_FOUND',
      over[1],
    ]);
    expect(refusalOf(await join(scene, '编号'))).toEqual(over);
    expect(refusalOf(await join(scene, ''))).toEqual(over);
  });

  it('taken by many at once is taken by one', async () => {
    const { id, code } = await invited(scene, { ...INPUTS.retirement, invite: ['AGENT'] });
    await Promise.all(Array.from({ length: 8 }, () => join(scene, code)));

    expect(await eventsOf(scene, id)).toEqual(['SUBMITTED', 'CONSENT_ASKED', 'PARTY_JOINED']);
    expect(
      await scene.query('select role from cases.parties where position = 1 and case_id = $1', [id]),
    ).toEqual([{ role: 'AGENT' }]);
  });
});

it('lets an agent act once all have consented, and not before', async () => {
  const { id, code } = await invited(scene, { ...INPUTS.transfer, invite: ['AGENT'] });
  await join(scene, code);
  const withdraw = { name: 'withdrawCase', caller: neighbour, caseId: id } as const;

  expect(refusalOf(await act(scene, withdraw))).toEqual([
    'FORBIDDEN',
    'Only the applicant or the agent may do this',
  ]);
  expect(refusalOf(await act(scene, { ...withdraw, name: 'giveConsent', caller: applicant }))[0]).toBe(
    'FORBIDDEN',
  );
  await acted(scene, { ...withdraw, name: 'giveConsent' });
  await acted(scene, withdraw);
  expect(await standOf(scene, id)).toBe('CLOSED WITHDRAWN');
});

it('begins what needs no clerk by itself with the last consent', async () => {
  const { id, code } = await invited(scene, { ...INPUTS.retirement, invite: ['AGENT'] });
  expect(await eventsOf(scene, id)).toEqual(['SUBMITTED', 'CONSENT_ASKED']);
  await join(scene, code);
  await acted(scene, { name: 'giveConsent', caller: neighbour, caseId: id });

  expect((await eventsOf(scene, id)).slice(3)).toEqual(['CONSENT_GIVEN', 'ACCEPTED', 'hold BEGUN']);
});

it('may be withdrawn while others are waited for', async () => {
  const { id, code } = await invited(scene);
  await acted(scene, { name: 'withdrawCase', caller: applicant, caseId: id });

  expect(await standOf(scene, id)).toBe('CLOSED WITHDRAWN');
  expect(refusalOf(await join(scene, code))[0]).toBe('NOT_FOUND');
});

it.each([
  [{ invite: ['NEWBORN'] }, applicant, 'input.invite has NEWBORN, who cannot be asked'],
  [{ invite: ['APPLICANT'] }, applicant, 'input.invite has APPLICANT, who cannot be asked'],
  [{ invite: ['SPOUSE', 'EMPLOYER'] }, applicant, 'input.parties has EMPLOYER, which the item does not have'],
  [{ invite: [] }, applicant, 'input.parties lacks SPOUSE'],
  [
    { invite: Array(10).fill('CHILD') },
    applicant,
    'input.parties must be at most 10, each with the id of a holder',
  ],
  [{}, anhui, 'input.invite is for people who apply themselves: name the parties'],
])('refuses %j', async (changes, caller, message) => {
  expect(refusalOf(await submit(scene, { ...SPOUSE, ...changes }, caller))).toEqual([
    'BAD_USER_INPUT',
    message,
  ]);
});

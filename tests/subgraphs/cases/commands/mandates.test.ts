import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { beijingDay } from '../../../../domain/beijingDay.ts';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { act, acted } from '../support/act.ts';
import type { Answer, CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import { eventsOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submit, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, openForAll, holderId } = withCases();
const { applicant: principal, neighbour: agent, stranger } = callers;
let scene: CasesScene;
beforeAll(async () => {
  scene = await openForAll();
});

const DAY_MS = 86_400_000;
const GIVE = { items: ['fund-withdraw-retirement', 'fund-transfer'], validThrough: '2099-12-31' };
const TYPES = {
  giveMandate: 'GiveMandateInput',
  acceptMandate: 'AcceptMandateInput',
  revokeMandate: 'RevokeMandateInput',
};

interface Seen {
  readonly id: string;
  readonly code: string | null;
}

const ask = (
  name: keyof typeof TYPES,
  input: object,
  caller: CallContextCaller | null,
  where = scene,
): Promise<Answer> =>
  where.ask(
    caller,
    `mutation ($input: ${TYPES[name]}!) { ${name}(input: $input) {
      mandate { id principal { id } agent { id } items { code } validThrough revokedAt code } } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );

function mandateOf({ data, errors }: Answer): Seen {
  const [payload] = Object.values(data ?? {});
  if (typeof payload !== 'object' || payload === null || !('mandate' in payload))
    throw new Error(JSON.stringify(errors));
  return payload.mandate as Seen;
}

/** One that the neighbour has accepted. */
async function accepted(where = scene, input: object = GIVE): Promise<Seen> {
  const given = mandateOf(await ask('giveMandate', input, principal, where));
  return mandateOf(await ask('acceptMandate', { code: given.code }, agent, where));
}

const seesOf = async (caller: CallContextCaller, id: string) =>
  (await scene.ask(caller, 'query ($id: ID!) { case(id: $id) { id } }', { id })).data?.['case'] ?? null;

it('lets the agent hand in, for the one who gave it, what it covers', async () => {
  const given = mandateOf(await ask('giveMandate', GIVE, principal));
  expect(given).toEqual({
    id: given.id,
    principal: { id: holderId(0) },
    agent: null,
    items: GIVE.items.map((code) => ({ code })),
    validThrough: '2099-12-31',
    revokedAt: null,
    code: expect.stringMatching(/^(\w{4}-){3}\w{4}$/),
  });
  const { id: mandate } = mandateOf(await ask('acceptMandate', { code: given.code?.toLowerCase() }, agent));
  const id = await submitted(scene, { ...INPUTS.retirement, mandate }, agent);

  expect(await eventsOf(scene, id)).toEqual(['SUBMITTED', 'ACCEPTED', 'hold BEGUN']);
  expect(
    await scene.query(
      `select role, holder_id, mandate_id, actor_kind from cases.parties join cases.mandate_uses using (case_id)
        join cases.audit using (case_id) where case_id = $1 order by position`,
      [id],
    ),
  ).toEqual([
    { role: 'APPLICANT', holder_id: holderId(0), mandate_id: mandate, actor_kind: 'CITIZEN' },
    { role: 'AGENT', holder_id: holderId(1), mandate_id: mandate, actor_kind: 'CITIZEN' },
  ]);
  for (const caller of [principal, agent]) expect(await seesOf(caller, id)).toEqual({ id });
  const list = (index: number) =>
    `{ _entities(representations: [{ __typename: "Holder", id: "${holderId(index)}" }]) { ... on Holder { mandates { id code } } } }`;
  const own = { id: mandate, code: null };
  for (const [caller, index] of [
    [principal, 0],
    [agent, 1],
  ] as const)
    expect(JSON.stringify(await scene.ask(caller, list(index)))).toContain(JSON.stringify(own));
  expect(await scene.ask(agent, list(0))).toEqual({ data: { _entities: [{ mandates: null }] } });
});

it('may be used with an invitation, of which the agent hands over the code', async () => {
  const { id: mandate } = await accepted(scene, { ...GIVE, items: ['hukou-move-spouse'] });
  const move = {
    item: 'hukou-move-spouse',
    acceptingDivision: '340100',
    owningDivision: '430100',
    channel: 'PORTAL',
    form: { fromAddress: '甲', toAddress: '乙', reason: '投靠' },
    invite: ['SPOUSE'],
  };
  const id = await submitted(scene, { ...move, mandate }, agent);
  const codes = 'query ($id: ID!) { case(id: $id) { consents { code } } }';

  for (const caller of [agent, principal])
    expect(await scene.ask(caller, codes, { id })).toEqual({
      data: { case: { consents: [{ code: expect.any(String) }] } },
    });
  expect((await acted(scene, { name: 'withdrawCase', caller: agent, caseId: id })).status).toBe('CLOSED');
});

it('covers nothing that the catalogue does not have: the agent’s list could not be told', async () => {
  expect(
    refusalOf(await ask('giveMandate', { ...GIVE, items: ['fund-transfer', 'nothing'] }, principal)),
  ).toEqual(['NOT_FOUND', 'The catalogue has no item "nothing"']);
});

describe.each([
  ['the principal', principal],
  ['the agent', agent],
])('once %s has revoked it', (_, who) => {
  it('nothing more is handed in, and the agent neither sees nor does anything', async () => {
    const { id: mandate } = await accepted();
    const input = { ...INPUTS.transfer, mandate, idempotencyKey: randomUUID() };
    const id = await submitted(scene, input, agent);
    await ask('revokeMandate', { mandateId: mandate }, who);
    // Twice is once.
    mandateOf(await ask('revokeMandate', { mandateId: mandate }, principal));

    expect(refusalOf(await submit(scene, { ...INPUTS.transfer, mandate }, agent))).toEqual([
      'CONSENT_REQUIRED',
      'The mandate was revoked, or is over',
    ]);
    expect(await seesOf(agent, id)).toBeNull();
    expect(refusalOf(await submit(scene, input, agent))[0]).toBe('NOT_FOUND');
    expect(refusalOf(await act(scene, { name: 'withdrawCase', caller: agent, caseId: id }))[0]).toBe(
      'NOT_FOUND',
    );
    const mine = `{ _entities(representations: [{ __typename: "Holder", id: "${holderId(1)}" }]) { ... on Holder { cases(first: 100) { nodes { id } } } } }`;
    expect(JSON.stringify(await scene.ask(agent, mine))).not.toContain(id);
    expect(await seesOf(principal, id)).toEqual({ id });
  });
});

it('is over after its last day', async () => {
  let now = Date.now();
  const timed = await open({ now: () => now });
  const { id: mandate } = await accepted(timed, { ...GIVE, validThrough: beijingDay(now) });
  await submitted(timed, { ...INPUTS.retirement, mandate }, agent);
  const other = mandateOf(
    await ask('giveMandate', { ...GIVE, validThrough: beijingDay(now) }, principal, timed),
  );
  now += DAY_MS;

  expect(refusalOf(await submit(timed, { ...INPUTS.retirement, mandate }, agent))[0]).toBe(
    'CONSENT_REQUIRED',
  );
  expect(refusalOf(await ask('acceptMandate', { code: other.code }, agent, timed))[0]).toBe('NOT_FOUND');
});

it('covers what it names, for its agent alone', async () => {
  const { id: mandate } = await accepted();
  const no = async (changes: object, caller: CallContextCaller) =>
    refusalOf(await submit(scene, { ...INPUTS.retirement, mandate, ...changes }, caller));

  expect(await no({ ...INPUTS.purchase }, agent)).toEqual([
    'CONSENT_REQUIRED',
    'The mandate does not cover this item',
  ]);
  const none = ['CONSENT_REQUIRED', 'There is no mandate of this id for the caller'];
  for (const caller of [principal, stranger, callers.anhui]) expect(await no({}, caller)).toEqual(none);
  for (const id of [randomUUID(), 'x']) expect(await no({ mandate: id }, agent)).toEqual(none);
  expect(await no({ parties: [{ role: 'APPLICANT', holderId: holderId(1) }] }, agent)).toEqual([
    'BAD_USER_INPUT',
    'input.parties are those of the mandate: give none',
  ]);
});

it('is accepted once, by somebody else, and revoked by nobody else', async () => {
  const { id, code } = mandateOf(await ask('giveMandate', GIVE, principal));
  expect(refusalOf(await ask('acceptMandate', { code }, principal))[0]).toBe('CONFLICT');
  expect(refusalOf(await ask('acceptMandate', { code }, stranger))[0]).toBe('NOT_FOUND');
  expect(refusalOf(await ask('acceptMandate', { code }, null))[0]).toBe('UNAUTHENTICATED');
  for (const mandateId of [id, 'x'])
    expect(refusalOf(await ask('revokeMandate', { mandateId }, agent))).toEqual([
      'NOT_FOUND',
      'There is no such mandate',
    ]);
  mandateOf(await ask('acceptMandate', { code }, agent));
  mandateOf(await ask('acceptMandate', { code }, agent));
  const used = refusalOf(await ask('acceptMandate', { code }, principal));

  expect(refusalOf(await ask('acceptMandate', { code: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ' }, principal))).toEqual(used);
  expect(refusalOf(await ask('acceptMandate', { code: '' }, principal))).toEqual(used);
});

it('is given once per key, and only as it should be', async () => {
  const input = { ...GIVE, idempotencyKey: randomUUID() };
  const first = mandateOf(await ask('giveMandate', input, principal));

  expect(mandateOf(await ask('giveMandate', input, principal))).toEqual(first);
  expect(refusalOf(await ask('giveMandate', { ...input, items: ['fund-transfer'] }, principal))[0]).toBe(
    'CONFLICT',
  );
  for (const items of [[], ['a b'], Array.from({ length: 51 }, (_, n) => `i${n}`)])
    expect(refusalOf(await ask('giveMandate', { ...GIVE, items }, principal))[0]).toBe('BAD_USER_INPUT');
  for (const validThrough of ['2020-01-01', '2099-02-30', 'soon'])
    expect(refusalOf(await ask('giveMandate', { ...GIVE, validThrough }, principal))[0]).toBe(
      'BAD_USER_INPUT',
    );
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import type { PartitionedServer } from '../../../../subgraphs/jurisdiction/servePartitioned.ts';
import { person } from '../support/messages.ts';
import { withPlaceStores } from '../support/withPlaceStores.ts';
import { FakeSystem } from './support/FakeSystem.ts';
import { BUSINESS_KEY, STEP_KEY, stepRequest } from './support/stepRequest.ts';
import { callStep, engineContext, startStepServer, stepBody } from './support/stepServer.ts';

const stores = withPlaceStores();
let system: FakeSystem;
let server: PartitionedServer;
let url: string;

beforeEach(async () => {
  system = new FakeSystem();
  server = await startStepServer({ databaseUrl: stores.databaseUrl(), port: system });
  url = `${server.url}/43/steps/${STEP_KEY}`;
});
afterEach(() => server.stop());

const answerDone = {
  status: 200,
  body: { stepKey: STEP_KEY, outcome: 'DONE', outputs: { permitNumber: 'P1' } },
};
const refusal = (status: number, code: string, message: unknown = expect.any(String)) => ({
  status,
  body: { error: { code, message, retryable: false, retryAfter: null } },
});

it('has a step done, once, and reads it back', async () => {
  const body = stepBody();

  expect(await callStep(url, { body })).toEqual(answerDone);
  expect(await callStep(url, { body })).toEqual(answerDone);
  expect(await callStep(url, { method: 'GET' })).toEqual(answerDone);
  expect(system.requests).toEqual([stepRequest()]);
});

it.each([
  [{ outcome: 'PENDING' }, { outcome: 'PENDING' }],
  [
    { outcome: 'REFUSED', code: '-17', reason: '不符合条件' },
    { outcome: 'REFUSED', code: '-17', reason: '不符合条件' },
  ],
  [
    { outcome: 'FAILED', code: '-9', retryAfterSeconds: 30 },
    { outcome: 'FAILED', code: '-9', retryAfterSeconds: 30 },
  ],
  [
    { outcome: 'FAILED', code: '-9', retryAfterSeconds: null },
    { outcome: 'FAILED', code: '-9' },
  ],
  [
    { outcome: 'UNKNOWN', code: '-99' },
    { outcome: 'UNKNOWN', code: '-99' },
  ],
] as const)('tells what the system says: %o', async (result, told) => {
  system.submits = [result];

  expect(await callStep(url, { body: stepBody() })).toEqual({
    status: 200,
    body: { stepKey: STEP_KEY, ...told },
  });
});

it('tells what the place can do: what its adapter offers, or nothing', async () => {
  const context = engineContext('public-security/34');
  const none = await startStepServer({ databaseUrl: null, port: system });

  expect(await callStep(`${server.url}/43/steps`, { method: 'GET' })).toEqual({
    status: 200,
    body: { actions: ['issue-migration-permit', 'move-out'] },
  });
  for (const [origin, prefix] of [
    [server.url, '34'],
    [none.url, '43'],
  ])
    expect(
      await callStep(`${origin}/${prefix}/steps`, {
        method: 'GET',
        ...(prefix === '34' ? { context } : {}),
      }),
    ).toEqual({ status: 200, body: { actions: [] } });
  expect(await callStep(`${server.url}/43/steps`, { method: 'GET', context: null })).toEqual(
    refusal(401, 'UNAUTHENTICATED'),
  );
  expect(
    await callStep(`${server.url}/43/steps`, {
      method: 'GET',
      context: engineContext('public-security/43', ['records']),
    }),
  ).toEqual(refusal(403, 'FORBIDDEN'));
  expect((await callStep(`${server.url}/43/steps`, { body: {} })).status).toBe(405);
  await none.stop();
});

it('answers only who is signed for this place and has the scope of the engine', async () => {
  const body = stepBody();

  expect(await callStep(url, { body, context: null })).toEqual(refusal(401, 'UNAUTHENTICATED'));
  expect(await callStep(url, { body, context: engineContext('public-security/34') })).toEqual(
    refusal(401, 'UNAUTHENTICATED'),
  );
  for (const method of ['PUT', 'GET']) {
    for (const context of [
      engineContext('public-security/43', ['records']),
      engineContext('public-security/43', [], { caller: null }),
    ]) {
      const given = method === 'PUT' ? { method, body, context } : { method, context };
      expect(await callStep(url, given)).toEqual(refusal(403, 'FORBIDDEN'));
    }
  }
  expect(system.sent).toEqual([]);
});

it('knows no step that it was not given', async () => {
  expect(await callStep(url, { method: 'GET' })).toEqual(refusal(404, 'NOT_FOUND'));
  expect((await fetch(`${server.url}/43/steps/`)).status).toBe(404);
  expect((await fetch(`${server.url}/43/steps/a%2Fb`)).status).toBe(404);
});

it('refuses another request under the same key, without harm to the first', async () => {
  await callStep(url, { body: stepBody() });

  expect(await callStep(url, { body: stepBody({ item: 'other' }) })).toEqual(refusal(409, 'CONFLICT'));
  expect(
    await callStep(`${server.url}/43/steps/case-9.1`, { body: stepBody({ businessKey: BUSINESS_KEY }) }),
  ).toEqual(refusal(409, 'CONFLICT'));
  expect(await callStep(url, { method: 'GET' })).toEqual(answerDone);
});

it('does not offer what the place cannot be asked to do', async () => {
  const message = 'This cannot be done at this place';
  const action = 'register-newborn';

  expect(await callStep(url, { body: stepBody({ action }) })).toEqual(refusal(404, 'NOT_OFFERED', message));
  const anhui = parseDivisionCode('340000');
  const elsewhere = { body: stepBody({}, anhui), context: engineContext('public-security/34') };
  expect(await callStep(`${server.url}/34/steps/${STEP_KEY}`, elsewhere)).toEqual(
    refusal(404, 'NOT_OFFERED', message),
  );
});

it('does not offer anything without a database', async () => {
  const bare = await startStepServer({ databaseUrl: null, port: system });
  const answer = await callStep(`${bare.url}/43/steps/${STEP_KEY}`, { body: stepBody() });
  await bare.stop();

  expect(answer).toEqual(refusal(404, 'NOT_OFFERED'));
});

it('opens no identity that was sealed for another place', async () => {
  expect(await callStep(url, { body: stepBody({}, parseDivisionCode('340000')) })).toEqual(
    refusal(403, 'FORBIDDEN', 'The sealed identity is not for this place'),
  );
});

it.each([
  ['no object', '[]', 'it'],
  ['a short key', { businessKey: 'K1' }, 'businessKey'],
  ['an unknown action', { action: 'rob-bank' }, 'action'],
  ['no applicant', { parties: [] }, 'parties'],
  ['an unknown part', { canary: 'CANARY' }, 'it'],
  ['a field that is no text', { form: { CANARY: 7 } }, 'form'],
  ['a field with another name', { form: { 'CANARY-x': '' } }, 'form'],
  ['a value that is too long', { form: { a: 'CANARY'.repeat(1_000) } }, 'form'],
  ['another division', { owningDivision: '43' }, 'owningDivision'],
])('refuses %s, and names no value', async (_, changes, part) => {
  const body = typeof changes === 'string' ? changes : { ...stepBody(), ...changes };
  const answer = await callStep(url, { body });

  expect(answer).toEqual(
    refusal(400, 'BAD_USER_INPUT', expect.stringMatching(new RegExp(`^The step is not valid: ${part}: `))),
  );
  expect(JSON.stringify(answer)).not.toMatch(/CANARY|K1|rob-bank/i);
});

it('refuses other methods, other bodies, and more than 256 KiB', async () => {
  expect(await callStep(url, { method: 'POST', body: stepBody() })).toEqual(refusal(405, 'BAD_REQUEST'));
  expect(await callStep(url, { body: '{' })).toEqual(refusal(400, 'BAD_REQUEST'));
  const large = { ...stepBody(), form: { a: 'x'.repeat(300_000) } };
  expect(await callStep(url, { body: large })).toEqual(refusal(413, 'BAD_REQUEST'));
});

it('says nothing of the step when the journal is broken', async () => {
  await stores.query('alter table jurisdiction.steps rename to lost');
  const { status, body } = await callStep(url, { body: stepBody() });

  expect(status).toBe(500);
  expect(body).toMatchObject({ error: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(JSON.stringify(body)).not.toContain(person(1).number);
});

it('answers in time though the system does not, and the result counts all the same', async () => {
  let reply: () => void = () => undefined;
  system.submits = [
    new Promise((resolve) => {
      reply = () => resolve({ outcome: 'DONE', outputs: { permitNumber: 'P1' } });
    }),
  ];
  const context = engineContext('public-security/43', ['case-engine'], { budgetMs: 500 });

  expect(await callStep(url, { body: stepBody(), context })).toEqual({
    status: 200,
    body: { stepKey: STEP_KEY, outcome: 'PENDING' },
  });
  reply();
  await expect.poll(() => callStep(url, { method: 'GET' })).toEqual(answerDone);
});

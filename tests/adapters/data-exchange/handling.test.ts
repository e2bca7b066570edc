import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { publicSecurityOptions } from '../../../adapters/public-security/data-exchange/publicSecurityOptions.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { STEP_ACTIONS, type StepAction } from '../../../domain/cases/stepAction.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { failureOf } from '../transport/failureOf.ts';
import { DONE, done, example, failed, REFUSED, row, sha256, startSystem } from './handling.ts';
import { startPlace } from './startPlace.ts';

describe('the worked example', () => {
  const nonce = () => '9b2e41d07c6fa853';

  it('is asked for with exactly these bytes, and is done', async () => {
    await using system = await startSystem(() => DONE, { nonce });

    expect(await system.submit()).toEqual({ outcome: 'DONE', outputs: { householdNumber: '430712345' } });
    expect([sha256(DONE), Buffer.byteLength(DONE)]).toEqual([
      'e9e0b035f0f8e4e0126ce75db0c94d3ea80e1d41989a0efefce3a074d7a0e361',
      263,
    ]);
    expect(system.requests).toMatchObject([
      {
        method: 'POST',
        path: '/invoke',
        headers: {
          'x-dx-rid': 'dx-demo-430000',
          'x-dx-sid': 'deal-703',
          'x-dx-time': '1795314600000',
          'x-dx-nonce': '9b2e41d07c6fa853',
          'x-dx-sign': '+LL3eM9uB/h89NgeTzPC+OLMUEp+O5uS0SQs/dCBF20=',
        },
      },
    ]);
    const body = system.requests[0]?.body ?? '';
    expect([sha256(body), Buffer.byteLength(body)]).toEqual([
      'e6ba51b959701c97ec851a0abe6b06b99bdc5590560a61228ba8944d643e1780',
      341,
    ]);
  });

  it('is read from a text inside the answer where the site writes so', async () => {
    const [head, data] = DONE.split('"data":') as [string, string];
    const wrapped = `${head}"data":${JSON.stringify(data.slice(0, -1))}}`;
    await using system = await startSystem(() => wrapped, { options: { wrapper: 'json-string' } });

    expect(await system.submit()).toEqual({ outcome: 'DONE', outputs: { householdNumber: '430712345' } });
    expect(sha256(wrapped)).toBe('bd45f53a9eb2942d90844d1dcf719b8405d0bf11663ddd8a4a6110bbc365c81f');
  });

  it('is refused because the permit is void', async () => {
    await using system = await startSystem(() => REFUSED);

    expect(await system.submit()).toEqual({ outcome: 'REFUSED', code: '50', reason: '准迁证已失效' });
    expect(sha256(REFUSED)).toBe('62f7421b8933884956da34ffcbf92601f3d5b708e31970a520cc0e5052a04874');
  });

  it.each([
    [
      'md5-concat',
      '/invoke?appkey=dx-demo-430000&sid=deal-703&time=20261122103000&nonce=9b2e41d07c6fa853&sign=b73a19d08db8f479aec647ecb5d6d705',
      undefined,
    ],
    ['sha256-sandwich', '/invoke', '04580F55BF7E983AEC1ACE54BFAB2513EFE9837877DD9D9F1B885A59DCEC6563'],
  ])('is signed by %s', async (signScheme, path, sign) => {
    await using system = await startSystem(() => DONE, { nonce, options: { signScheme } });
    await system.submit();

    expect(system.requests[0]?.path).toBe(path);
    expect(system.requests[0]?.headers['x-dx-sign']).toBe(sign);
  });
});

describe('a place', () => {
  it('without handling takes no steps', async () => {
    await using place = await startPlace(() => DONE);

    expect(place.step).toBeUndefined();
  });

  it('does twice what it is sent twice, unless its operator says otherwise, and cannot be asked', async () => {
    await using legacy = await startSystem(() => DONE);
    await using deduping = await startSystem(() => DONE, { options: { legacyHandling: false } });

    expect(legacy.step).toMatchObject({ dedupes: false, find: null });
    expect(deduping.step).toMatchObject({ dedupes: true, find: null });
    expect([...legacy.step.actions].toSorted()).toEqual([...STEP_ACTIONS.publicSecurity].toSorted());
  });

  it.each([{ handling: true }, { legacyHandling: 'false' }, { legacyhandling: false }])(
    'is not configured by %o',
    (options) => {
      const least = { requesterId: 'dx-demo-430000', secret: 'demo-secret-not-for-use' };

      expect(publicSecurityOptions.safeParse({ ...least, ...options }).success).toBe(false);
    },
  );
});

it('writes parties and fields as the interface has them, with a new nonce at every attempt', async () => {
  const company = {
    kind: 'LEGAL_PERSON',
    number: parseCreditCode('91109901MA00000017'),
    name: '试验公司',
  } as const;
  await using system = await startSystem(() => failed('31'));
  const request = {
    ...example,
    parties: [
      { role: 'APPLICANT', identity: company },
      { role: 'CHILD', identity: lin },
    ],
    form: { b: 'a\\b', a: '<&>|', Z: '1' },
  } as const;
  await system.submit(request);
  await system.submit(request);

  expect(system.requests[0]?.body).toContain(
    '"dsr":[{"js":"sqr","tyshxydm":"91109901MA00000017","dwmc":"试验公司"},' +
      '{"js":"zn","gmsfhm":"10990119900307002X","xm":"林小\u{2CB69}"}],' +
      '"zd":[{"zdm":"Z","zdz":"1"},{"zdm":"a","zdz":"<&>|"},{"zdm":"b","zdz":"a\\\\b"}]}',
  );
  expect(new Set(system.requests.map(({ headers }) => headers['x-dx-nonce'])).size).toBe(2);
});

it.each([
  ['a line feed', { form: { remark: '甲\n乙' } }],
  [
    'a name that was damaged',
    { form: {}, parties: [{ role: 'APPLICANT', identity: { ...lin, name: '\uFFFD' } }] },
  ],
  ['nobody who applies', { parties: [{ role: 'AGENT', identity: lin }] }],
] as const)('does not send %s', async (_what, change) => {
  await using system = await startSystem(() => DONE);
  const failure = await failureOf(system.submit({ ...example, ...change }));

  expect([failure.code, isNotSent(failure), system.requests.length]).toEqual(['BAD_USER_INPUT', true, 0]);
});

describe('what a success says of a step', () => {
  it.each<[StepAction, string, Readonly<Record<string, string>>, object]>([
    [
      'issue-migration-permit',
      'deal-701',
      { zqzbh: 'ZQ430700261122000007' },
      { permitNumber: 'ZQ430700261122000007' },
    ],
    ['undo-issue-migration-permit', 'deal-751', {}, {}],
    [
      'move-out',
      'deal-702',
      { qyzbh: 'QY510100261124000005' },
      { certificateNumber: 'QY510100261124000005' },
    ],
    [
      'register-newborn',
      'deal-711',
      { hh: '430712345', bookElsewhere: 'true' },
      { householdNumber: '430712345', bookElsewhere: 'true' },
    ],
    [
      'sign-identity-card',
      'deal-721',
      { qfbh: '430700261122000007' },
      { signingNumber: '430700261122000007' },
    ],
    ['make-identity-card', 'deal-722', { zzpc: '43070026112201' }, { cardBatch: '43070026112201' }],
    [
      'make-temporary-identity-card',
      'deal-723',
      { lszbh: 'LS43070026112201' },
      { cardNumber: 'LS43070026112201' },
    ],
    [
      'issue-hukou-certificate',
      'deal-731',
      { zmbh: 'HZ4307002611220001' },
      { documentNumber: 'HZ4307002611220001' },
    ],
  ])('%s (%s) is done with %o', async (action, service, written, outputs) => {
    const jg = Object.entries(written).map(([zdm, zdz]) => ({ zdm, zdz: `${zdz}  ` }));
    await using system = await startSystem(() => done(row({ jg })));

    expect(await system.submit({ ...example, action })).toEqual({ outcome: 'DONE', outputs });
    expect(system.requests[0]?.headers['x-dx-sid']).toBe(service);
  });

  it('bears padding and a check character in lower case', async () => {
    const padded = { gmsfhm: '10990119900307002x  ', xm: `${lin.name}   `, ywbh: 'TB20261122000023S4  ' };
    await using system = await startSystem(() => done(row(padded)));

    expect(await system.submit()).toMatchObject({ outcome: 'DONE' });
  });

  it.each<[string, object, string]>([
    ['another key', done(row({ ywbh: 'TB20261122000023S5' })), 'IDENTITY_MISMATCH'],
    ['another case', done(row({ xtbh: 'TB20261122000024' })), 'IDENTITY_MISMATCH'],
    ['another number', done(row({ gmsfhm: '109901199003070011' })), 'IDENTITY_MISMATCH'],
    ['another name', done(row({ xm: '林小满' })), 'IDENTITY_MISMATCH'],
    ['a company besides', done(row({ tyshxydm: '91109901MA00000017' })), 'IDENTITY_MISMATCH'],
    ['nobody', done(row({ gmsfhm: '', xm: '' })), 'IDENTITY_MISMATCH'],
    ['no key', done(row({ ywbh: '' })), 'JURISDICTION_BAD_RESPONSE'],
    ['no row', done(), 'JURISDICTION_BAD_RESPONSE'],
    ['two rows', done(row(), row()), 'JURISDICTION_BAD_RESPONSE'],
    ['no data', { code: '200', message: '成功', data: null }, 'JURISDICTION_BAD_RESPONSE'],
    ['data in another wrapper', { code: '200', data: JSON.stringify([row()]) }, 'JURISDICTION_BAD_RESPONSE'],
    ['no outputs at all', done(row({ jg: undefined })), 'JURISDICTION_BAD_RESPONSE'],
    ['no promised output', done(row({ jg: [] })), 'JURISDICTION_BAD_RESPONSE'],
    [
      'a promised output that is malformed',
      done(row({ jg: [{ zdm: 'hh', zdz: '43071234' }] })),
      'JURISDICTION_BAD_RESPONSE',
    ],
  ])('nothing is used of one with %s', async (_what, answer, code) => {
    await using system = await startSystem(() => answer);
    const failure = await failureOf(system.submit());

    expect([failure.code, isNotSent(failure), system.requests.length]).toEqual([code, false, 1]);
  });
});

describe('code 300', () => {
  const UNKNOWN = (code: string) => ({ outcome: 'UNKNOWN', code });
  const REFUSAL = (code: string) => ({ outcome: 'REFUSED', code, reason: '某原因' });
  const NOTHING = (code: string) => ({ outcome: 'FAILED', code, retryAfterSeconds: null });
  it.each<[string, StepAction, object]>([
    ['11', 'move-out', REFUSAL('11')],
    ['12', 'move-out', REFUSAL('12')],
    ['13', 'register-newborn', REFUSAL('13')],
    ['14', 'undo-move-out', REFUSAL('14')],
    ['19', 'amend-household', REFUSAL('19')],
    ['31', 'move-out', NOTHING('31')],
    ['32', 'move-out', UNKNOWN('32')],
    ['50', 'issue-migration-permit', REFUSAL('50')],
    ['50', 'undo-issue-migration-permit', REFUSAL('50')],
    ['50', 'move-out', REFUSAL('50')],
    ['50', 'undo-move-out', REFUSAL('50')],
    ['50', 'register-move-in', REFUSAL('50')],
    ['50', 'register-newborn', UNKNOWN('50')],
    ['50', 'amend-household', UNKNOWN('50')],
    ['50', 'undo-register-newborn', UNKNOWN('50')],
    ['50', 'sign-identity-card', NOTHING('50')],
    ['50', 'undo-sign-identity-card', NOTHING('50')],
    ['50', 'make-identity-card', NOTHING('50')],
    ['50', 'make-temporary-identity-card', NOTHING('50')],
    ['50', 'issue-hukou-certificate', NOTHING('50')],
    ['50', 'issue-no-criminal-record-certificate', NOTHING('50')],
    ['77', 'move-out', UNKNOWN('77')],
  ])('with %s, of %s', async (code, action, result) => {
    await using system = await startSystem(() => failed(code));

    expect(await system.submit({ ...example, action })).toEqual(result);
    expect(system.requests).toHaveLength(1);
  });

  it('reads its data in the wrapper of the site', async () => {
    await using system = await startSystem(() => ({ code: '300', data: JSON.stringify(failed('12').data) }), {
      options: { wrapper: 'json-string' },
    });

    expect(await system.submit()).toEqual(REFUSAL('12'));
  });

  it.each([{ data: null }, {}])('that says no more is unknown: %o', async (keys) => {
    await using system = await startSystem(() => ({ code: '300', message: '失败', ...keys }));

    expect(await system.submit()).toEqual(UNKNOWN('300'));
  });

  it.each<[string, unknown, string]>([
    ['another key', failed('11', { ywbh: 'TB20261122000023S5' }).data, 'IDENTITY_MISMATCH'],
    ['two rows', [...failed('11').data, ...failed('11').data], 'JURISDICTION_BAD_RESPONSE'],
    ['no row', [], 'JURISDICTION_BAD_RESPONSE'],
    ['no sub-code', failed('').data, 'JURISDICTION_BAD_RESPONSE'],
    ['a text', '某原因', 'JURISDICTION_BAD_RESPONSE'],
  ])('with %s is unknown', async (_what, data, code) => {
    await using system = await startSystem(() => ({ code: '300', data }));
    const failure = await failureOf(system.submit());

    expect([failure.code, isNotSent(failure), system.requests.length]).toEqual([code, false, 1]);
  });
});

describe('another code', () => {
  it.each([
    ['301', { isLasting: true }],
    ['302', {}],
    ['304', { isLasting: true }],
    ['305', { isLasting: true }],
    ['306', { isLasting: true }],
    ['307', { isLasting: true }],
    ['309', {}],
  ])('%s: nothing was done, %o', async (code, lasting) => {
    await using system = await startSystem(() => ({ code, message: '林小某', data: null }));

    expect(await system.submit()).toEqual({ outcome: 'FAILED', code, retryAfterSeconds: null, ...lasting });
    expect(system.requests).toHaveLength(1);
  });

  it('308 tells when to come back', async () => {
    await using system = await startSystem(() => ({ code: '308', data: null, hfsj: '20261122110000' }));

    expect(await system.submit()).toEqual({ outcome: 'FAILED', code: '308', retryAfterSeconds: 1_800 });
  });

  it.each(['303', '310', '399', 'constructor'])('%s: nobody knows', async (code) => {
    await using system = await startSystem(() => ({ code, data: null }));

    expect(await system.submit()).toEqual({ outcome: 'UNKNOWN', code });
    expect(system.requests).toHaveLength(1);
  });

  it.each([404, 405])('HTTP %i: nothing was done', async (status) => {
    await using system = await startSystem(() => (response: ServerResponse) => {
      response.writeHead(status).end();
    });

    expect(await system.submit()).toEqual({
      outcome: 'FAILED',
      code: `HTTP ${status}`,
      retryAfterSeconds: null,
    });
  });
});

describe('a connection', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['is lost after sending', (response) => response.destroy()],
    ['brings a page', (response) => response.end('<html></html>')],
    ['brings half an answer', (response) => response.end(DONE.slice(0, 90))],
    ['brings a status of failure', (response) => response.writeHead(502).end()],
  ])('that %s leaves the step unknown, sent once', async (_what, end) => {
    await using system = await startSystem(() => end);
    const failure = await failureOf(system.submit());

    expect([isNotSent(failure), system.requests.length]).toEqual([false, 1]);
  });

  it('that nobody takes is known to have done nothing', async () => {
    const system = await startSystem(() => DONE);
    await system[Symbol.asyncDispose]();

    expect(isNotSent(await failureOf(system.submit()))).toBe(true);
  });

  it('opens a breaker of its own', async () => {
    await using system = await startSystem(() => (response: ServerResponse) => response.destroy());
    for (let call = 0; call < 12; call += 1) await failureOf(system.submit());

    expect(isNotSent(await failureOf(system.submit()))).toBe(true);
    expect(system.breakerStates).toEqual(['submitStep open']);
  });

  it('is not made for an action of another department', async () => {
    await using system = await startSystem(() => DONE);
    const failure = await failureOf(system.submit(stepRequest('pay-transfer')));

    expect([failure.code, isNotSent(failure), system.requests.length]).toEqual(['NOT_OFFERED', true, 0]);
  });
});

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { STEP_ACTIONS, type StepAction } from '../../../domain/cases/stepAction.ts';
import { stepRequest } from '../steps/stepRequest.ts';
import { failureOf } from '../transport/failureOf.ts';
import { answer, DONE, example, IN_WORK, sha256, startCentre } from './handling.ts';
import { company, wu } from './rows.ts';
import { startPlace } from './startPlace.ts';

const refuse =
  (status: number, code: string, keys: object = {}) =>
  () =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify({ code, msg: '林小某', ...keys }));

describe('the worked example', () => {
  it('is asked for with exactly these bytes, and is in work', async () => {
    await using centre = await startCentre(() => IN_WORK);

    expect(await centre.submit()).toEqual({ outcome: 'PENDING' });
    expect(sha256(IN_WORK)).toBe('9bc7bc5ca4816ac1f1caaa650ba7e95de5fdc4f6d19e0c5381989b8838dafb91');
    expect(centre.requests.map(({ path, body }) => [path, sha256(body), Buffer.byteLength(body)])).toEqual([
      ['/gjj/ywbl/submit', '39a6a0ee84feea0804bc3e0c413971ef000f1cd40c65f9e797d55248ec297c5e', 319],
    ]);
    expect(centre.requests[0]?.headers['x-signature']).toBe(
      '1b5d631c1a65a747ca2a9a9ea0565bd734335eef32e1d3a9abf67e0de390e3c5',
    );
  });

  it('is asked about with exactly these bytes, and is done two days later', async () => {
    await using centre = await startCentre(() => DONE);

    expect(await centre.find()).toEqual({
      outcome: 'DONE',
      outputs: { amount: '40217.36', accountNumber: '510100004417' },
    });
    expect(sha256(DONE)).toBe('9a29b9dc900e51ffb333f8d19b262aba1cb786bd3c0cef2f1d8917917fe93fa8');
    expect(centre.requests).toMatchObject([
      {
        path: '/gjj/ywbl/query',
        body: '{"DJLSH":"TB20261122000017S2"}',
        headers: { 'x-signature': 'b774966d7f747ddf57d51a1ae2d2e550978ab21a221a995cc70a0504e5dbde5b' },
      },
    ]);
  });
});

describe('a place', () => {
  it('without handling takes no steps', async () => {
    await using place = await startPlace(() => IN_WORK);

    expect(place.step).toBeUndefined();
  });

  it('takes every action of its department, once per key, and can be asked', async () => {
    await using centre = await startCentre(() => IN_WORK);

    expect([...centre.step.actions].toSorted()).toEqual([...STEP_ACTIONS.housingFund].toSorted());
    expect(centre.step).toMatchObject({ dedupes: true, find: expect.any(Function) });
  });

  it('is not asked for an action of another department', async () => {
    await using centre = await startCentre(() => IN_WORK);
    const failure = await failureOf(centre.submit(stepRequest('move-out')));

    expect([failure.code, isNotSent(failure), centre.requests.length]).toEqual(['NOT_OFFERED', true, 0]);
  });
});

it('writes parties and fields as the interface has them', async () => {
  await using centre = await startCentre(() =>
    answer({ YWDM: '7401', ZJHM: company.number, MC: company.name }),
  );
  const request = stepRequest('register-employer', {
    parties: [
      { role: 'AGENT', identity: wu },
      { role: 'APPLICANT', identity: company },
      { role: 'EMPLOYER', identity: company },
    ],
    form: { b: 'a\\b"c', a: '<&>|', Z: '\u{2CB69}·', blank: ' \u3000' },
  });

  expect(await centre.submit(request)).toEqual({ outcome: 'DONE', outputs: {} });
  expect(centre.requests[0]?.body).toBe(
    '{"DJLSH":"TB20261122000017S2","XTBH":"TB20261122000017","YWDM":"7401","SXBM":"transfer-housing-fund",' +
      '"SLXZQH":"430700","BLXZQH":"510100","DSRLB":[' +
      '{"JS":"02","ZJLX":"01","ZJHM":"109901199003070011","MC":"吴试一"},' +
      '{"JS":"01","ZJLX":"20","ZJHM":"91109901MA00000017","MC":"试验(某市)有限公司"},' +
      '{"JS":"07","ZJLX":"20","ZJHM":"91109901MA00000017","MC":"试验(某市)有限公司"}],' +
      '"XMLB":[{"XMC":"Z","XMZ":"\u{2CB69}·"},{"XMC":"a","XMZ":"<&>|"},{"XMC":"b","XMZ":"a\\\\b\\"c"}]}',
  );
});

it.each([
  ['a line feed', '甲\n乙'],
  ['a control character', '甲\u0001'],
  ['half a character', '甲\uD83D'],
  ['a character that was lost', '甲\uFFFD'],
])('does not send %s', async (_what, remark) => {
  await using centre = await startCentre(() => IN_WORK);
  const failure = await failureOf(centre.submit({ ...example, form: { remark } }));

  expect([failure.code, isNotSent(failure), centre.requests.length]).toEqual(['BAD_USER_INPUT', true, 0]);
});

describe('what an answer says of a step', () => {
  it.each<[StepAction, string, object, object]>([
    [
      'register-transfer-letter',
      '7101',
      { LXHBH: '510100261122000009' },
      { letterNumber: '510100261122000009' },
    ],
    ['confirm-transfer-letter', '7102', {}, {}],
    [
      'pay-transfer',
      '7104',
      { ZFLSH: '51010020261122000034', ZYJE: ' 0.50' },
      { paymentNumber: '51010020261122000034', amount: '0.50' },
    ],
    ['book-transfer', '7105', { DZJG: '1' }, { matches: 'true' }],
    ['book-transfer', '7105', { DZJG: '0' }, { matches: 'false' }],
    ['confirm-account', '7201', { GRZHZT: '01', GRZHYE: '12.00' }, { accountState: '01', balance: '12.00' }],
    ['verify-purchase', '7202', { HYJG: '0' }, { verified: 'false' }],
    ['hold-withdrawal', '7203', { DJBH: '5101002611220001' }, { holdNumber: '5101002611220001' }],
    ['undo-hold-withdrawal', '7293', { ANM: ' b ', MT: '  ' }, { ANM: 'b' }],
    ['pay-withdrawal', '7204', { ZFLSH: '51010020261122000034' }, { paymentNumber: '51010020261122000034' }],
    ['repay-loan-early', '7501', { paymentNumber: 'x' }, { paymentNumber: 'x' }],
  ])('%s (%s) is done with %o', async (action, YWDM, written, outputs) => {
    const rows = Object.entries(written).map(([XMC, XMZ]) => ({ XMC, XMZ: `${XMZ}  ` }));
    await using centre = await startCentre(() => answer({ YWDM, rows }));

    expect(await centre.submit(stepRequest(action))).toEqual({ outcome: 'DONE', outputs });
  });

  it.each([
    ['in work', { BLZT: '02 ' }, { outcome: 'PENDING' }],
    [
      'refused',
      { BLZT: '03', JJDM: 'B06', JJYY: '金额不符  ' },
      { outcome: 'REFUSED', code: 'B06', reason: '金额不符' },
    ],
    [
      'refused for what no table has',
      { BLZT: '03', JJDM: 'B42', JJYY: '' },
      { outcome: 'REFUSED', code: 'B42', reason: '' },
    ],
    [
      'taken back',
      { BLZT: '04', rows: [{ XMC: 'ZYJE', XMZ: '1.00' }] },
      { outcome: 'REFUSED', code: '04', reason: '已撤销' },
    ],
    ['in a state that nobody knows', { BLZT: '07' }, { outcome: 'UNKNOWN', code: '07' }],
    [
      'padded',
      { DJLSH: 'TB20261122000017S2    ', ZJHM: '10990119900307002x ', MC: '林小\u{2CB69}   ', BLZT: '02' },
      { outcome: 'PENDING' },
    ],
  ])('%s', async (_what, keys, result) => {
    await using centre = await startCentre(() => answer(keys));

    expect(await centre.submit()).toEqual(result);
    expect(await centre.find()).toEqual(result);
  });

  const outputs = [
    { XMC: 'ZYJE', XMZ: '40217.36' },
    { XMC: 'GRZH', XMZ: '510100004417' },
  ];
  it.each([
    ['another key', { DJLSH: 'TB20261122000017S3' }, 'IDENTITY_MISMATCH'],
    ['another case', { XTBH: 'TB20261122000018' }, 'IDENTITY_MISMATCH'],
    ['another number', { ZJHM: wu.number }, 'IDENTITY_MISMATCH'],
    ['another name', { MC: '林小满' }, 'IDENTITY_MISMATCH'],
    ['a damaged name', { MC: '林小?' }, 'IDENTITY_MISMATCH'],
    ['another business', { YWDM: '7104' }, 'JURISDICTION_BAD_RESPONSE'],
    ['no state', { BLZT: '' }, 'JURISDICTION_BAD_RESPONSE'],
    ['a refusal without a code', { BLZT: '03' }, 'JURISDICTION_BAD_RESPONSE'],
    ['an output that is missing', { rows: outputs.slice(1) }, 'JURISDICTION_BAD_RESPONSE'],
    [
      'an output that is blank',
      { rows: [{ XMC: 'ZYJE', XMZ: ' ' }, ...outputs.slice(1)] },
      'JURISDICTION_BAD_RESPONSE',
    ],
    [
      'an output that is malformed',
      { rows: [{ XMC: 'ZYJE', XMZ: '4.0' }, ...outputs.slice(1)] },
      'JURISDICTION_BAD_RESPONSE',
    ],
    ['an output twice', { rows: [...outputs, ...outputs.slice(1)] }, 'JURISDICTION_BAD_RESPONSE'],
    ['an output without a name', { rows: [...outputs, { XMC: '', XMZ: '1' }] }, 'JURISDICTION_BAD_RESPONSE'],
    [
      'an output that is too long',
      { rows: [...outputs, { XMC: 'a', XMZ: 'x'.repeat(401) }] },
      'JURISDICTION_BAD_RESPONSE',
    ],
    [
      'an output with a line feed inside',
      { rows: [...outputs, { XMC: 'a', XMZ: '1\n2' }] },
      'JURISDICTION_BAD_RESPONSE',
    ],
    ['an output that lost a character', { rows: [...outputs, { XMC: 'a', XMZ: '\uFFFD' }] }, 'BAD_ENCODING'],
    ['no rows', { rows: undefined }, 'JURISDICTION_BAD_RESPONSE'],
  ])('nothing is used of one with %s', async (_what, keys, code) => {
    await using centre = await startCentre(() => answer({ rows: outputs, ...keys }));

    for (const asking of [centre.submit(), centre.find()]) {
      const failure = await failureOf(asking);
      expect([failure.code, isNotSent(failure)]).toEqual([code, false]);
    }
  });
});

describe('a code', () => {
  it.each([
    [401, '1001'],
    [401, '1002'],
    [401, '1003'],
    [400, '2001'],
    [400, '2002'],
    [404, '2009'],
    [403, '2010'],
    [400, '2011'],
    [503, '3001'],
  ])('HTTP %i with %s: nothing was done', async (status, code) => {
    await using centre = await startCentre(refuse(status, code));

    const lasting = code.startsWith('2') ? { isLasting: true } : {};
    expect(await centre.submit()).toEqual({ outcome: 'FAILED', code, retryAfterSeconds: null, ...lasting });
    expect(centre.requests).toHaveLength(1);
  });

  it.each([200, 503])('of a maintenance tells when to come back (HTTP %i)', async (status) => {
    await using centre = await startCentre(refuse(status, '3002', { HFSJ: '20261122110000' }));

    expect(await centre.submit()).toEqual({ outcome: 'FAILED', code: '3002', retryAfterSeconds: 1_800 });
  });

  it.each([
    [409, '2003'],
    [404, '2004'],
    [500, '9999'],
    [200, '4711'],
    [400, 'toString'],
  ])('HTTP %i with %s: nobody knows, and it is not sent again', async (status, code) => {
    await using centre = await startCentre(refuse(status, code));

    expect(await centre.submit()).toEqual({ outcome: 'UNKNOWN', code });
    expect(centre.requests).toHaveLength(1);
  });

  it('of a query says nothing, except that the centre never heard of it', async () => {
    await using centre = await startCentre((_request, count) =>
      count === 1 ? refuse(404, '2004')() : refuse(404, '2009')(),
    );

    expect(await centre.find()).toBeNull();
    expect(await failureOf(centre.find())).toMatchObject({ upstreamCode: '2009' });
  });

  it.each(['2010', '3001', '2003'])('%s of a query is no outcome', async (code) => {
    await using centre = await startCentre(refuse(400, code));

    expect(await failureOf(centre.find())).toMatchObject({ upstreamCode: code });
  });
});

describe('a connection', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['is lost after sending', (response) => response.destroy()],
    ['brings a page', (response) => response.end('<html>404</html>')],
    ['brings half an answer', (response) => response.end(IN_WORK.slice(0, 100))],
    ['brings a success under a status of failure', (response) => response.writeHead(500).end(DONE)],
    ['brings a page under 404', (response) => response.writeHead(404).end('<html>404</html>')],
  ])('that %s leaves the step unknown, sent once', async (_what, end) => {
    await using centre = await startCentre(() => end);
    const failure = await failureOf(centre.submit());

    expect([isNotSent(failure), centre.requests.length]).toEqual([false, 1]);
  });

  it('that nobody takes is known to have done nothing', async () => {
    const centre = await startCentre(() => IN_WORK);
    await centre[Symbol.asyncDispose]();

    expect(isNotSent(await failureOf(centre.submit()))).toBe(true);
  });

  it('that a query loses is made again, since a query does nothing', async () => {
    await using centre = await startCentre((_request, count) =>
      count === 1 ? (response) => response.destroy() : IN_WORK,
    );

    expect(await centre.find()).toEqual({ outcome: 'PENDING' });
    expect(centre.requests).toHaveLength(2);
  });

  it('opens a breaker of its own: reads and queries go on', async () => {
    await using centre = await startCentre(({ path }) =>
      path === '/gjj/ywbl/submit' ? (response) => response.destroy() : IN_WORK,
    );
    for (let call = 0; call < 12; call += 1) await failureOf(centre.submit());

    expect(isNotSent(await failureOf(centre.submit()))).toBe(true);
    expect(await centre.find()).toEqual({ outcome: 'PENDING' });
    expect(centre.breakerStates).toEqual(['submitStep open']);
  });

  it('is left when the caller leaves', async () => {
    const caller = new AbortController();
    await using centre = await startCentre(() => () => caller.abort());
    const failure = await failureOf(centre.step.submit(example, caller.signal));

    expect([failure.code, isNotSent(failure)]).toEqual(['DEADLINE_EXCEEDED', false]);
  });
});

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import { STEP_ACTIONS, type StepAction } from '../../../domain/cases/stepAction.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { failureOf } from '../transport/failureOf.ts';
import { bodyOf, example, row, sha256, startSystem } from './handling.ts';
import { startPlace, writeAnswer } from './startPlace.ts';

const PASSWORD = { password: 'Px7!example' };
const frozen = row({ bjsj: '20260106161500' }, { yzy102: '03' });
const inWork = row({ blzt: '2' });

describe('the worked example', () => {
  it('is ordered with exactly these bytes, and is in work', async () => {
    const answers: Buffer[] = [];
    await using system = await startSystem(
      (request) => {
        answers.push(writeAnswer(request, { body: bodyOf([inWork]) }, PASSWORD));
        return answers.at(-1) ?? Buffer.of();
      },
      { nonce: () => '430000202601050930000011' },
    );

    expect(await system.submit()).toEqual({ outcome: 'PENDING' });
    expect(system.requests.map(({ bytes }) => [bytes.length, sha256(bytes)])).toEqual([
      [585, '761fef7884c9ac316a6e764368caffabae7ef9bc0cc6d5686534ed88f46b5a63'],
    ]);
    expect(system.requests[0]?.element('zy')).toBe('1C0407F72CFD04F05A1D47C38231B211');
    expect(answers.map((bytes) => [bytes.length, sha256(bytes)])).toEqual([
      [502, '76e67a89a699782a6ae1aa77fdc897df72f89dfa9e581edaf88ce99781326caa'],
    ]);
  });

  it('is digested by SHA-256 at sites that want it', async () => {
    await using system = await startSystem(() => ({ body: bodyOf([inWork]) }), {
      nonce: () => '430000202601050930000011',
      options: { digest: 'SHA256' },
    });
    await system.submit();

    expect(system.requests[0]?.element('zy')).toBe(
      '8F9F8D2C61753C44421D76C1E2CC2EBE38E4AAF90120AD055AE136738958C7F8',
    );
  });

  it('is asked about with exactly these bytes, and is done', async () => {
    await using system = await startSystem(() => ({ body: bodyOf([frozen], { sjsj: '20260107110001' }) }), {
      now: () => Date.parse('2026-01-07T03:00:00Z'),
      nonce: () => '430000202601071100000012',
    });

    expect(await system.find()).toEqual({ outcome: 'DONE', outputs: { accountState: '03' } });
    expect(system.requests.map(({ bytes }) => [bytes.length, sha256(bytes)])).toEqual([
      [318, '40af7c267266583864c8a03b95a943c27bf70d6728f2e09f10342c55d23469f9'],
    ]);
  });
});

describe('a place', () => {
  it('without handling takes no orders', async () => {
    await using place = await startPlace(() => ({}));

    expect(place.step).toBeUndefined();
  });

  it('takes every action of its department, does twice what is sent twice, and can be asked', async () => {
    await using system = await startSystem(() => ({}));

    expect([...system.step.actions].toSorted()).toEqual([...STEP_ACTIONS.socialInsurance].toSorted());
    expect(system.step).toMatchObject({ dedupes: false, find: expect.any(Function) });
  });
});

it('writes parties and fields as attributes that nothing can end', async () => {
  const company = {
    kind: 'LEGAL_PERSON',
    number: parseCreditCode('91109901MA00000017'),
    name: `甲"'<&>公司`,
  } as const;
  await using system = await startSystem(() => ({ body: bodyOf([row({ blzt: '2' })]) }));
  await system.submit({
    ...example,
    parties: [
      { role: 'AGENT', identity: lin },
      { role: 'APPLICANT', identity: lin },
      { role: 'EMPLOYER', identity: company },
    ],
    form: { b: `"'<&>|`, a: '\uE001·', Z: '1' },
  });

  expect(system.requests[0]?.xml).toContain(
    '<blqh>430000</blqh><dsr js="2" zl="1" hm="10990119900307002X" mc="林小\u{2CB69}"/>' +
      '<dsr js="1" zl="1" hm="10990119900307002X" mc="林小\u{2CB69}"/>' +
      '<dsr js="9" zl="2" hm="91109901MA00000017" mc="甲&quot;&apos;&lt;&amp;&gt;公司"/>' +
      '<xx xm="Z" xz="1"/><xx xm="a" xz="\uE001·"/><xx xm="b" xz="&quot;&apos;&lt;&amp;&gt;|"/></body>',
  );
});

it.each([
  ['a line feed', '甲\n乙'],
  ['a tab', '甲\t乙'],
  ['half a character', '甲\uD83D'],
  ['a character that GB 18030 would change', '\uE81E'],
])('does not send %s', async (_what, remark) => {
  await using system = await startSystem(() => ({}));
  const failure = await failureOf(system.submit({ ...example, form: { remark } }));

  expect([failure.code, isNotSent(failure), system.requests.length]).toEqual(['BAD_USER_INPUT', true, 0]);
});

describe('what an entry says of a step', () => {
  it.each<[StepAction, string, Readonly<Record<string, string>>, object]>([
    [
      'register-contact-letter',
      'ZY01',
      { yzy101: '430000260105000009' },
      { letterNumber: '430000260105000009' },
    ],
    [
      'issue-information-sheet',
      'ZY03',
      { yzy103: '430000260105000010', yzy104: '12.50' },
      { sheetNumber: '430000260105000010', amount: '12.50' },
    ],
    [
      'transfer-pension-fund',
      'ZY04',
      { yzy104: '0.00', yzy105: '43000020260105000034' },
      { amount: '0.00', paymentNumber: '43000020260105000034' },
    ],
    ['merge-pension-records', 'ZY05', { yzy106: '1' }, { matches: 'true' }],
    ['merge-pension-records', 'ZY05', { yzy106: '2' }, { matches: 'false' }],
    [
      'issue-contribution-certificate',
      'PZ01',
      { ypz101: 'A100000000000001' },
      { documentNumber: 'A100000000000001' },
    ],
    ['confirm-benefit-eligibility', 'DY01', { ydy101: '20270105' }, { validThrough: '20270105' }],
    [
      'issue-social-security-card',
      'SK01',
      { aaz500: 'A12345678', bank: '林?' },
      { cardNumber: 'A12345678', bank: '林?' },
    ],
    ['undo-freeze-pension-account', 'ZY52', {}, {}],
    [
      'register-unemployment',
      'SY01',
      { ysy101: '4300002601050009' },
      { registrationNumber: '4300002601050009' },
    ],
  ])('%s (%s) is done with %o', async (action, bldm, written, outputs) => {
    const padded = Object.fromEntries(Object.entries(written).map(([xm, xz]) => [xm, `${xz}\u3000\u3000`]));
    await using system = await startSystem(() => ({ body: bodyOf([row({ bldm }, padded)]) }));

    expect(await system.submit({ ...example, action })).toEqual({ outcome: 'DONE', outputs });
  });

  it.each([
    ['in work', { blzt: '2 ' }, { outcome: 'PENDING' }],
    [
      'refused',
      { blzt: '3', jjdm: 'J06', jjyy: '金额不符\u3000' },
      { outcome: 'REFUSED', code: 'J06', reason: '金额不符' },
    ],
    ['taken back', { blzt: '4' }, { outcome: 'REFUSED', code: '4', reason: '已撤销' }],
    ['in a state that nobody knows', { blzt: '6' }, { outcome: 'UNKNOWN', code: '6' }],
    [
      'refused for one who is not on file',
      { aac001: '', blzt: '3', jjdm: 'J01', jjyy: 'x' },
      { outcome: 'REFUSED', code: 'J01', reason: 'x' },
    ],
    [
      'padded',
      { aac002: ' 10990119900307002x ', aac003: '林小?\u3000', ywbh: 'TB20260105000017S3    ', blzt: ' 2 ' },
      { outcome: 'PENDING' },
    ],
    ['written with the character itself', { aac003: '林小\u{2CB69}', blzt: '2' }, { outcome: 'PENDING' }],
    ['written with the code of a site', { aac003: '林小\uE200', blzt: '2' }, { outcome: 'PENDING' }],
  ])('%s', async (_what, change, result) => {
    await using system = await startSystem(() => ({ body: bodyOf([row(change)]) }));

    expect(await system.submit()).toEqual(result);
    expect(await system.find()).toEqual(result);
  });

  it.each([
    ['another key', row({ ywbh: 'TB20260105000017S4' }, { yzy102: '03' }), 'IDENTITY_MISMATCH'],
    ['another case', row({ xtbh: 'TB20260105000018' }, { yzy102: '03' }), 'IDENTITY_MISMATCH'],
    ['another number', row({ aac002: '109901199003070011' }, { yzy102: '03' }), 'IDENTITY_MISMATCH'],
    ['another name', row({ aac003: '林大?' }, { yzy102: '03' }), 'IDENTITY_MISMATCH'],
    ['a ? for what GBK has', row({ aac003: '林??' }, { yzy102: '03' }), 'IDENTITY_MISMATCH'],
    ['a name that is longer', row({ aac003: '林小??' }, { yzy102: '03' }), 'IDENTITY_MISMATCH'],
    ['another code', row({ bldm: 'ZY01' }, { yzy102: '03' }), 'JURISDICTION_BAD_RESPONSE'],
    ['no output', row(), 'JURISDICTION_BAD_RESPONSE'],
    ['an output that is malformed', row({}, { yzy102: '3' }), 'JURISDICTION_BAD_RESPONSE'],
    ['a refusal without a code', row({ blzt: '3' }), 'JURISDICTION_BAD_RESPONSE'],
    ['no state', row({ blzt: '' }), 'JURISDICTION_BAD_RESPONSE'],
  ])('nothing is used of one with %s', async (_what, written, code) => {
    await using system = await startSystem(() => ({ body: bodyOf([written]) }));

    for (const asking of [system.submit(), system.find()]) {
      const failure = await failureOf(asking);
      expect([failure.code, isNotSent(failure)]).toEqual([code, false]);
    }
  });

  it.each([
    ['no entry', { body: bodyOf([]) }],
    ['two entries', { body: bodyOf([frozen, frozen]) }],
    ['fewer entries than counted', { body: bodyOf([frozen], { zhs: 2 }) }],
    ['the serial number of another call', { body: bodyOf([frozen]), lsh: '9999999999999999' }],
    ['another transaction', { body: bodyOf([frozen]), jydm: 'SBJY12' }],
    ['a wrong digest', { body: bodyOf([frozen]), zy: '0'.repeat(32) }],
    ['a refusal with a wrong digest', { code: '9998', zy: '0'.repeat(32) }],
    ['a refusal without digest', { code: '9998', zy: '' }],
    ['a refusal of another call', { code: '9998', lsh: '9999999999999999' }],
  ])('an order that is answered with %s is unknown', async (_what, answer) => {
    await using system = await startSystem(() => answer);
    const failure = await failureOf(system.submit());

    expect([failure.code, isNotSent(failure), system.requests.length]).toEqual([
      'JURISDICTION_BAD_RESPONSE',
      false,
      1,
    ]);
  });
});

describe('a code', () => {
  it.each(['1001', '1002', '1003', '1004', '1005', '1006', '2001', '2002', '2003', '9000', '9998'])(
    '%s: nothing was done',
    async (code) => {
      await using system = await startSystem(() => ({ code }));

      const lasting = ['1005', '9000', '9998'].includes(code) ? {} : { isLasting: true };
      expect(await system.submit()).toEqual({ outcome: 'FAILED', code, retryAfterSeconds: null, ...lasting });
      expect(system.requests).toHaveLength(1);
    },
  );

  it('of a maintenance tells when to come back', async () => {
    await using system = await startSystem(() => ({
      code: '9000',
      text: '系统维护中,预计恢复时间20260105101530',
    }));

    expect(await system.submit()).toEqual({ outcome: 'FAILED', code: '9000', retryAfterSeconds: 2_730 });
  });

  it.each(['9999', '7777', 'constructor'])('%s: nobody knows, and it is not sent again', async (code) => {
    await using system = await startSystem(() => ({ code }));

    expect(await system.submit()).toEqual({ outcome: 'UNKNOWN', code });
    expect(system.requests).toHaveLength(1);
  });

  it.each([404, 405, 413])('HTTP %i: nothing was done', async (status) => {
    await using system = await startSystem(() => (response: ServerResponse) => {
      response.writeHead(status).end();
    });

    expect(await system.submit()).toEqual({
      outcome: 'FAILED',
      code: `HTTP ${status}`,
      retryAfterSeconds: null,
      isLasting: true,
    });
  });

  it.each(['1002', '9998', '9999', '2001'])('%s of a question says nothing of the step', async (code) => {
    await using system = await startSystem(() => ({ code }));

    expect(await failureOf(system.find())).toMatchObject({ upstreamCode: code });
  });
});

describe('a connection', () => {
  it.each<[string, (response: ServerResponse) => void]>([
    ['is lost after sending', (response) => response.destroy()],
    ['brings a page', (response) => response.end('<html><body/></html>')],
    ['brings a status of failure', (response) => response.writeHead(503).end()],
  ])('that %s leaves the step unknown, sent once', async (_what, end) => {
    await using system = await startSystem(() => end);
    const failure = await failureOf(system.submit());

    expect([isNotSent(failure), system.requests.length]).toEqual([false, 1]);
  });

  it('that nobody takes is known to have done nothing', async () => {
    const system = await startSystem(() => ({}));
    await system[Symbol.asyncDispose]();

    expect(isNotSent(await failureOf(system.submit()))).toBe(true);
  });
});

describe('all entries under one key', () => {
  const refused = row({ blzt: '3', jjdm: 'J03', jjyy: 'a' });
  const done = (number: string) => row({ blzt: '1', ywlsh: number }, { yzy102: '03' });
  it.each<[string, readonly string[], unknown]>([
    ['none: never heard of', [], null],
    [
      'the first that is done',
      [refused, done('1'), inWork],
      { outcome: 'DONE', outputs: { accountState: '03' } },
    ],
    ['one in work after a refusal', [refused, inWork], { outcome: 'PENDING' }],
    ['the last refusal', [row({ blzt: '4' }), refused], { outcome: 'REFUSED', code: 'J03', reason: 'a' }],
    ['one that nobody knows', [row({ blzt: '6' }), refused], { outcome: 'UNKNOWN', code: '6' }],
  ])('%s', async (_what, rows, result) => {
    await using system = await startSystem(() => ({ body: bodyOf(rows) }));

    expect(await system.find()).toEqual(result);
  });

  it('show that it was done twice, of which a person is told once', async () => {
    await using system = await startSystem(() => ({ body: bodyOf([done('1'), refused, inWork]) }));

    expect(await system.find()).toMatchObject({ outcome: 'DONE' });
    expect(await system.find()).toMatchObject({ outcome: 'DONE' });
    expect(system.faults).toEqual([
      'repeated step: TB20260105000017S3 was done, or is in work, more than once',
    ]);
  });

  it('are not believed where one is about another person', async () => {
    await using system = await startSystem(() => ({
      body: bodyOf([done('1'), row({ aac002: '109901199003070011', blzt: '2' })]),
    }));

    expect((await failureOf(system.find())).code).toBe('IDENTITY_MISMATCH');
  });
});

describe('no entry', () => {
  const lost = (request: { element(name: string): string | undefined }) =>
    request.element('jydm') === 'SBJY11'
      ? (response: ServerResponse) => response.destroy()
      : { body: bodyOf([]) };

  it('says nothing in the 10 seconds after an order, then that it was never heard of', async () => {
    await using system = await startSystem(lost);
    await failureOf(system.submit());
    system.clock.advance(9_999);

    expect(await system.find()).toEqual({ outcome: 'UNKNOWN', code: 'TOO_SOON' });
    system.clock.advance(1);
    expect(await system.find()).toBeNull();
  });

  it('says nothing about this key only', async () => {
    await using system = await startSystem(lost);
    await failureOf(system.submit(stepRequest('freeze-pension-account')));

    expect(await system.find()).toBeNull();
  });
});

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { BUSINESSES } from '../../../adapters/social-insurance/national-cipher/businesses.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { FORM_REMARK, lin, stepRequest } from '../steps/stepRequest.ts';
import { FakeClock } from '../transport/FakeClock.ts';
import { type ScriptedAnswer, startPlace } from './startPlace.ts';

const { signal } = new AbortController();
const asked = stepRequest('transfer-pension-fund', {
  form: { ...FORM_REMARK, Zeta: '1', amount: '1200.00' },
});
const KEY = asked.businessKey;
const PAID = '44000020261122000009';
const DONE = { outcome: 'DONE', outputs: { paymentNumber: PAID, amount: '8030.20' } };

type Fields = Readonly<Record<string, unknown>>;
type Script = Parameters<typeof startPlace>[0];

async function startHandling(script: Script, options: object = {}) {
  const clock = new FakeClock();
  const place = await startPlace(script, { options: { handling: 'offered', ...options }, clock });
  const { step } = place;
  if (step === undefined) throw new Error('it does not handle');
  return {
    ...place,
    step,
    clock,
    submit: (request: StepRequest = asked) => step.submit(request, signal),
    find: async (request: StepRequest = asked) => step.find?.(request, signal),
  };
}

const entry = (change: Fields = {}): Fields => ({
  person: { aac001: '4400000031', aac002: lin.number.toLowerCase(), aac003: lin.name },
  bizNo: KEY,
  caseNo: asked.collaborationNumber,
  bizCode: '1104',
  isCancel: false,
  flowNo: '44000020261122000001',
  state: '9',
  finishedAt: '2026-11-22 10:30:00',
  refuseCode: '',
  refuseText: '',
  outputs: { payNo: PAID, fundSum: '8030.2' },
  ...change,
});
const good = (result: Fields): ScriptedAnswer => ({
  business: { rtnCode: '0000', rtnMsg: '成功', dataTime: '2026-11-22 10:30:00', result },
});
const inner = (rtnCode: string): ScriptedAnswer => ({ business: { rtnCode, rtnMsg: '文字' } });
const list = (...entries: readonly Fields[]): ScriptedAnswer => ({
  business: { rtnCode: '0000', rtnMsg: '成功', dataTime: '2026-11-22 10:30:00', list: entries },
});
const IN_WORK = { state: '1', finishedAt: null, outputs: {} };

describe('steps under the national ciphers', () => {
  it('have every action, each under its own code and service', async () => {
    await using place = await startHandling(({ business, serviceCode }) => {
      const isCancel = serviceCode === 'SBC303';
      return good(entry({ ...IN_WORK, bizCode: business['bizCode'], isCancel }));
    });
    for (const action of STEP_ACTIONS.socialInsurance) {
      expect(await place.submit(stepRequest(action))).toEqual({ outcome: 'PENDING' });
    }

    expect([...place.step.actions]).toEqual(STEP_ACTIONS.socialInsurance);
    expect(place.step.dedupes).toBe(false);
    expect(place.requests.map(({ serviceCode, business }) => [serviceCode, business['bizCode']])).toEqual(
      Object.values(BUSINESSES).map(({ code, isCancellation }) => [
        isCancellation ? 'SBC303' : 'SBC301',
        code,
      ]),
    );
    expect(new Set(place.requests.map(({ serialNo }) => serialNo)).size).toBe(place.requests.length);
    await using silent = await startPlace(() => inner('0000'));
    expect(silent.step).toBeUndefined();
  });

  it('are what both layers, and the entry, say together', async () => {
    const failed = (code: string) => ({ outcome: 'FAILED', code, retryAfterSeconds: null });
    const lasting = (code: string) => ({ ...failed(code), isLasting: true });
    const unknown = (code: string) => ({ outcome: 'UNKNOWN', code });
    const bad = 'JURISDICTION_BAD_RESPONSE';
    const status = (code: number) => (response: ServerResponse) => {
      response.writeHead(code).end();
    };
    const outer = (code: number, message = '文字'): ScriptedAnswer => ({ code, head: { message } });
    const answers: readonly (readonly [ScriptedAnswer | ((response: ServerResponse) => void), unknown])[] = [
      [good(entry()), DONE],
      [
        good(entry({ outputs: { payNo: PAID, fundSum: '800', note: '甲', count: 3 } })),
        { outcome: 'DONE', outputs: { note: '甲', paymentNumber: PAID, amount: '800.00' } },
      ],
      [good(entry(IN_WORK)), { outcome: 'PENDING' }],
      [
        good(entry({ state: '5', refuseCode: 'U03', refuseText: '林小满已冻结', outputs: {} })),
        { outcome: 'REFUSED', code: 'U03', reason: '林小满已冻结' },
      ],
      [good(entry({ state: '7' })), { outcome: 'REFUSED', code: '7', reason: '已撤销' }],
      [good(entry({ state: '8' })), unknown('8')],
      ...[4001, 4002, 4003, 4004, 4007].map((code) => [outer(code), lasting(String(code))] as const),
      ...[4005, 4006, 5030].map((code) => [outer(code), failed(String(code))] as const),
      ...[5000, 4999, 0].map((code) => [outer(code), unknown(String(code))] as const),
      ...['3001', '3003', '3004'].map((code) => [inner(code), lasting(code)] as const),
      [inner('9001'), failed('9001')],
      // A number of the other layer means nothing in this one.
      ...['9002', '9999', '2001', '4001', '5030'].map((code) => [inner(code), unknown(code)] as const),
      [{ code: 3004 }, unknown('3004')],
      ...[404, 405, 413].map((code) => [status(code), lasting(`HTTP ${code}`)] as const),
      // What keys, signature or entry do not confirm.
      [{ ...good(entry()), signWith: { secret: 'another' } }, bad],
      [{ ...good(entry()), head: { serialNo: 'another000000000' } }, bad],
      [{ ...good(entry()), head: { serviceCode: 'SBC303' } }, bad],
      [{ code: 200 }, bad],
      [{ business: { rtnCode: '0000', result: null } }, bad],
      [good(entry({ outputs: {} })), bad],
      [good(entry({ outputs: { payNo: PAID, fundSum: 8030.2 } })), bad],
      [good(entry({ outputs: { payNo: PAID, fundSum: '8,030.2' } })), bad],
      [good(entry({ state: '5', refuseCode: '' })), bad],
      [good(entry({ bizCode: '1103' })), bad],
      [good(entry({ isCancel: true })), bad],
      [good(entry({ isCancel: null })), bad],
      [good(entry({ bizNo: 'TB20261122000018S2' })), 'IDENTITY_MISMATCH'],
      [good(entry({ person: { aac002: lin.number, aac003: '林大满' } })), 'IDENTITY_MISMATCH'],
    ];
    const results: unknown[] = [];
    for (const [answer] of answers) {
      // One place each: a breaker would open in between.
      await using place = await startHandling(() => answer as ScriptedAnswer);
      results.push(await place.submit().catch((error: unknown) => Object(error).code));
      expect(place.requests).toHaveLength(1);
    }

    expect(results).toEqual(answers.map(([, expected]) => expected));
  });

  it('tell days and flags in our own way', async () => {
    const outputs: readonly (readonly [StepRequest['action'], string, Fields, Fields | null])[] = [
      ['confirm-benefit-eligibility', '3101', { validTo: '2027-11-22' }, { validThrough: '20271122' }],
      ['confirm-benefit-eligibility', '3101', { validTo: '20271122' }, null],
      ['merge-pension-records', '1105', { matched: false }, { matches: 'false' }],
      ['merge-pension-records', '1105', { matched: true }, { matches: 'true' }],
      ['merge-pension-records', '1105', { matched: 'true' }, null],
      ['report-social-security-card-loss', '4104', {}, {}],
    ];
    for (const [action, bizCode, written, told] of outputs) {
      await using place = await startHandling(() => good(entry({ bizCode, outputs: written })));
      const result = await place.submit({ ...asked, action }).catch(() => null);
      expect(result).toEqual(told === null ? null : { outcome: 'DONE', outputs: told });
    }
  });

  it('come back after a maintenance whose end is told, and are unknown where the answer is lost', async () => {
    const message = '系统维护中,预计恢复时间:2026-01-05 09:35:00';
    await using place = await startHandling((_, count) =>
      count === 1 ? { code: 5030, head: { message } } : (response) => response.destroy(),
    );

    expect(await place.submit()).toMatchObject({ outcome: 'FAILED', code: '5030' });
    await expect(place.submit()).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
    expect(place.requests).toHaveLength(2);
    const refused = place.submit({ ...asked, form: { remark: '甲\n乙' } });
    await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT', cause: { name: 'NotSent' } });
  });

  it('are asked about by their key, and never heard of no sooner than after 10 seconds', async () => {
    let answer: ScriptedAnswer = inner('2002');
    await using place = await startHandling(({ serviceCode }) =>
      serviceCode === 'SBC302' ? answer : inner('9999'),
    );
    expect(await place.find()).toBeNull();
    expect(await place.submit()).toEqual({ outcome: 'UNKNOWN', code: '9999' });
    expect(await place.find()).toEqual({ outcome: 'UNKNOWN', code: 'TOO_SOON' });
    place.clock.advance(10_000);
    expect(await place.find()).toBeNull();
    expect(place.requests.at(-1)?.business).toEqual({ bizNo: KEY });

    const refused = entry({ state: '5', refuseCode: 'U02', refuseText: '甲', outputs: {} });
    const takenBack = entry({ state: '7' });
    const judged: readonly (readonly [readonly Fields[], unknown])[] = [
      [[refused, entry(), takenBack], DONE],
      [[refused, entry(IN_WORK), takenBack], { outcome: 'PENDING' }],
      [[takenBack, refused], { outcome: 'REFUSED', code: 'U02', reason: '甲' }],
      [[refused, takenBack], { outcome: 'REFUSED', code: '7', reason: '已撤销' }],
      [[entry(), entry(IN_WORK)], DONE],
    ];
    for (const [entries, expected] of judged) {
      expect(place.faults).toEqual([]);
      answer = list(...entries);
      expect(await place.find()).toEqual(expected);
    }
    expect(place.faults).toEqual([`repeated step: ${KEY} was done, or is in work, more than once`]);
    answer = list();
    await expect(place.find()).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
    answer = inner('9001');
    await expect(place.find()).rejects.toMatchObject({ upstreamCode: '9001' });
  });
});

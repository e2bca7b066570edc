import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textIn } from '../support/busEnvelope.ts';
import { type BusOrder, field, order, saidAbout } from '../support/busOrder.ts';
import { PEOPLE, STRANGER } from '../support/busPeople.ts';
import { type BusTrial, startBusTrial } from '../support/startBusTrial.ts';

const [SOMEBODY, ANOTHER] = PEOPLE;

let trial: BusTrial;
// A bus counts its orders, and what it mixes in depends on the count.
beforeEach(async () => {
  trial = await startBusTrial();
  await trial.callBack();
});
afterEach(async () => {
  expect(await trial.close()).toEqual([]);
});

const ask = (wanted: BusOrder = {}) => order(trial.bus, { who: SOMEBODY, ...wanted });
const on = (action: string, kind: string, details: object = {}) =>
  trial.bus.admin('PUT', `handling/${action}`, { kind, times: 1, ...details });
const refusalOf = (document: string): string =>
  /<RECORD no="1" kind="refusal"><FHM>(-\d+)<\/FHM>/.exec(document)?.[1] ?? '';
async function ledgerOf(key: string) {
  const { answer } = await trial.bus.admin('GET', 'ledger');
  const { entries, keys } = answer as { entries: Record<string, unknown>[]; keys: Record<string, unknown>[] };
  return {
    entries: entries.filter(({ businessKey }) => businessKey === key),
    count: keys.find(({ businessKey }) => businessKey === key),
  };
}
async function said(key: string) {
  await trial.settled();
  return saidAbout(trial.listener.calls, key);
}

describe('an application', () => {
  it('is acknowledged now and answered later, under its own key and collaboration number', async () => {
    const { ack, key, collaboration } = await ask({ business: '0201', code: 'QC' });
    await trial.settled();
    const [call] = trial.listener.calls;
    const text = call?.records[0]?.text ?? '';

    expect([ack.code, textIn(ack.document, 'FHXX'), textIn(ack.document, 'BWBH')]).toEqual([
      '1',
      '申请已受理',
      key,
    ]);
    expect(trial.listener.calls).toHaveLength(1);
    expect(call).toMatchObject({ business: '0202', collaborationNumber: collaboration });
    expect(text.replaceAll(/ +</g, '<')).toMatch(
      new RegExp(
        `^<RECORD no="1" kind="feedback"><YWBLH>${key}</YWBLH><YWDM>QC</YWDM><GMSFHM>${SOMEBODY?.number}</GMSFHM>` +
          `<XM>${SOMEBODY?.name}</XM><BLJG>1</BLJG><XTLSH>330000\\d{14}</XTLSH><BJSJ>20261122103000</BJSJ>` +
          '<JGXX count="1"><JG><XMC>QYZBH</XMC><XMZ>[0-9A-Z]{20}</XMZ></JG></JGXX></RECORD>$',
        'i',
      ),
    );
    expect(await ledgerOf(key)).toMatchObject({
      entries: [{ action: 'move-out', fields: { remark: '甲|乙 & "丙"' }, status: 'done' }],
      count: { attempts: 1, entries: 1, effects: 1 },
    });
  });

  it.each([
    ['0201', 'ZQ', '1', 'ZQZBH', /^[0-9A-Z]{20}$/],
    ['0201', 'LH', '1', 'HH', /^\d{9}$/],
    ['0301', 'CS', '1', 'HH', /^\d{9}$/],
    ['0401', 'SQ', '2', 'QFBH', /^\d{18}$/],
    ['0401', 'ZZ', '2', 'ZZPC', /^\d{14}$/],
    ['0401', 'LZ', '2', 'LSZBH', /^[0-9A-Z]{16}$/],
    ['0501', 'HZ', '0', 'ZMBH', /^[0-9A-Z]{18}$/],
    ['0501', 'WF', '0', 'ZMBH', /^[0-9A-Z]{18}$/],
  ])('%s %s is acknowledged with %s and yields %s', async (business, code, success, name, form) => {
    const { ack } = await ask({ business, code });
    await trial.settled();
    const document = trial.listener.calls[0]?.document ?? '';

    expect([ack.code, textIn(document, 'YWLB'), textIn(document, 'XMC')]).toEqual([
      success,
      business.replace(/1$/, '2'),
      name,
    ]);
    expect(textIn(document, 'XMZ').trim()).toMatch(form);
  });

  it('without outputs says that it has none', async () => {
    const { ack, key } = await ask({ business: '0601', code: 'BG', fields: [] });

    expect(ack.code).toBe('3');
    expect(await said(key)).toEqual(['1']);
    expect(trial.listener.calls[0]?.document).toContain('<JGXX count="0"/>');
  });

  it('is refused for somebody who is not on file, or not under this name, but not where people arrive', async () => {
    const misnamed = { number: SOMEBODY?.number ?? '', name: '某人' };
    const unknown = await ask({ code: 'QC', who: STRANGER });
    const wrong = await ask({ code: 'QC', who: misnamed });
    const arriving = await ask({ code: 'LH', who: STRANGER });

    expect([unknown.ack.code, await said(unknown.key)]).toEqual(['1', ['221']]);
    expect(await said(wrong.key)).toEqual(['221']);
    expect(new Set(await said(arriving.key))).toEqual(new Set(['1']));
  });

  it('meets each habit of the bus in turn', async () => {
    const shapes: Record<string, unknown> = {};
    for (let nth = 1; nth <= 10; nth++) {
      trial.listener.calls.length = 0;
      const { key, collaboration } = await ask();
      const isEarly = nth % 3 === 0 && trial.listener.calls.length > 0;
      await trial.settled();
      const { calls } = trial.listener;
      shapes[nth] = {
        isEarly,
        said: saidAbout(calls, key).toSorted().join(' '),
        messages: new Set(calls.map(({ messageNumber }) => messageNumber)).size,
        bad: calls.filter(({ document }) => document.includes('20261331')).length,
        elsewhere: calls.filter((call) => call.collaborationNumber !== collaboration).length,
        strange: calls.flatMap(({ records }) => records).length - saidAbout(calls, key).length,
      };
    }
    const plain = { isEarly: false, said: '1', messages: 1, bad: 0, elsewhere: 0, strange: 0 };

    expect(shapes).toEqual({
      1: plain,
      2: plain,
      3: { ...plain, isEarly: true },
      4: { ...plain, said: '1 1' },
      5: { ...plain, said: '1 1', messages: 2 },
      6: { ...plain, isEarly: true, said: '1 1', messages: 2, bad: 1 },
      7: { ...plain, said: '1 3', messages: 2 },
      8: { ...plain, said: '1 1', strange: 2 },
      9: { ...plain, isEarly: true },
      10: { ...plain, said: '1 1', messages: 3, elsewhere: 1, strange: 1 },
    });
  });
});

describe('an ack says what was not taken', () => {
  const swap = (from: string | RegExp, to: string) => ({ spoil: (data: string) => data.replace(from, to) });

  it.each<[string, BusOrder, string]>([
    ['a head element that is malformed', { head: { YWXTBH: 'short' } }, '-8'],
    ['another sender', { head: { FSDWDM: '990000000002' } }, '-4'],
    ['another receiver', { head: { JSDWDM: '990000000002' } }, '-5'],
    ['a notice', { business: '0209' }, '-6'],
    ['a feedback', { business: '0202' }, '-6'],
    ['a cancellation of what cannot be cancelled', { business: '0503' }, '-6'],
    ['no RECORD', { spoil: () => '' }, '-3'],
    ['a RECORD of another kind', swap('kind="application"', 'kind="notice"'), '-3'],
    ['the same RECORD twice', { spoil: (data) => data + data }, '-3'],
    ['the same key twice', { spoil: (data) => data + data.replace('no="1"', 'no="2"') }, '-3'],
    ['two RECORDs', { spoil: (data) => data + data.replace('no="1"', 'no="2"').replace('S1<', 'S9<') }, '-7'],
    ['65 fields', { fields: Array.from({ length: 65 }, (_, n) => field('1', `f${n}`)) }, '-7'],
    ['a value of 401 characters', { fields: [field('𬭩'.repeat(401))] }, '-7'],
    ['a party of 201 characters', swap(/<XM>.*<\/XM>/, `<XM>${'某'.repeat(201)}</XM>`), '-7'],
  ])('%s', async (_what, wanted, code) => {
    const { ack, key } = await ask(wanted);

    expect([ack.status, ack.code]).toEqual([200, code]);
    expect((await ledgerOf(key)).entries).toEqual([]);
  });

  it.each<[string, BusOrder, string]>([
    ['no item', swap(/<SXBM>.*<\/SXBM>/, ''), '-8'],
    ['no form', swap(/<BDXX.*<\/BDXX>/, ''), '-8'],
    ['a party without a name', swap(/<XM>.*<\/XM>/, ''), '-8'],
    ['an empty value', { fields: [field(' ')] }, '-8'],
    ['another key than the message', swap('S1<', 'S9<'), '-11'],
    ['a wrong count', swap('BDXX count="1"', 'BDXX count="2"'), '-11'],
    ['no applicant', swap('<JS>10<', '<JS>20<'), '-11'],
    ['an unknown role', swap('<JS>10<', '<JS>11<'), '-11'],
    ['a name of a field twice', { fields: [field('1'), field('2')] }, '-11'],
    ['a control character', { fields: [field('甲&#10;乙')] }, '-11'],
    ['an unknown business', { code: 'XX' }, '-16'],
    ['a business of another class', { business: '0401', code: 'LH' }, '-16'],
    ['a business that cannot be taken back', { business: '0203', code: 'LH' }, '-16'],
  ])('a RECORD with %s, under a success code', async (_what, wanted, code) => {
    const { ack, key } = await ask(wanted);
    const again = wanted.business === undefined ? await ask({ key }) : null;

    expect([Number(ack.code) >= 0, refusalOf(ack.document)]).toEqual([true, code]);
    // The number stays free.
    expect(again?.ack.code ?? '1').toBe('1');
    expect(await trial.bus.admin('GET', 'ledger')).toMatchObject({
      answer: { entries: again === null ? [] : [{ status: 'done' }] },
    });
    await trial.settled();
  });
});

describe('a cancellation', () => {
  const cancel = (collaboration: string, wanted: BusOrder = {}) =>
    ask({ business: '0203', code: 'ZQ', collaboration, ...wanted });

  it('takes back what was done: it is answered with 1, the application with 9', async () => {
    const { key, collaboration } = await ask({ code: 'ZQ' });
    await trial.settled();
    const cancelled = await cancel(collaboration);
    const again = await cancel(collaboration, { key: cancelled.key });

    expect([cancelled.ack.code, textIn(cancelled.ack.document, 'FHXX'), again.ack.code]).toEqual([
      '3',
      '撤销已受理',
      '3',
    ]);
    expect(await said(key)).toEqual(['1', '9']);
    expect(new Set(await said(cancelled.key))).toEqual(new Set(['1']));
    expect((await ledgerOf(key)).entries).toMatchObject([{ status: 'taken-back' }]);
  });

  it('finds nothing of another case or person, or of what was taken back already', async () => {
    const { collaboration } = await ask({ code: 'ZQ' });
    const foreign = await cancel(collaboration, { who: ANOTHER });
    const elsewhere = await cancel('TB20261122999999');
    await cancel(collaboration);
    const second = await cancel(collaboration);
    await trial.settled();

    for (const { ack } of [foreign, elsewhere, second])
      expect([ack.code, textIn(ack.document, 'FHXX')]).toEqual(['-7', '无可撤销业务']);
  });

  it('takes back a move only while it is in work', async () => {
    const decided = await ask({ code: 'QC' });
    const late = await cancel(decided.collaboration, { code: 'QC' });
    await on('move-out', 'pend');
    const open = await ask({ code: 'QC' });
    const early = await cancel(open.collaboration, { code: 'QC' });

    expect([late.ack.code, await said(late.key)]).toEqual(['3', ['224']]);
    expect(new Set(await said(early.key))).toEqual(new Set(['1']));
    expect(await said(open.key)).toContain('9');
    expect(await said(decided.key)).toEqual(['1']);
  });

  it.each([
    ['0401', 'SQ', '0403', '0'],
    ['0301', 'CS', '0303', '3'],
  ])('of %s %s is %s, acknowledged with %s', async (business, code, cancelling, success) => {
    const { collaboration } = await ask({ business, code });
    const { ack } = await cancel(collaboration, { business: cancelling, code });
    await trial.settled();

    expect(ack.code).toBe(success);
  });
});

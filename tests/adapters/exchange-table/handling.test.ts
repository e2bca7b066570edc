import { describe, expect, it } from 'vitest';
import { BUSINESSES as HOUSING_FUND } from '../../../adapters/housing-fund/exchange-table/businesses.ts';
import { isSameContent } from '../../../adapters/steps/exchange-table/isSameContent.ts';
import { readStepContent } from '../../../adapters/steps/exchange-table/readStepContent.ts';
import { toStepContent } from '../../../adapters/steps/exchange-table/toStepContent.ts';
import { writeStepContent } from '../../../adapters/steps/exchange-table/writeStepContent.ts';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { lin, stepRequest } from '../steps/stepRequest.ts';
import { person, withdrawalRow } from './rows.ts';
import { startCentre } from './startCentre.ts';
import { startLink } from './startLink.ts';

const postgres = withPostgres();
const { signal } = new AbortController();
const OPTIONS = { handling: 'offered' } as const;
const KEY = 'TB20261122000017S2';
const asked = stepRequest('pay-transfer', { form: { amount: '1200.00' } });
const OUTPUTS = [
  { XMC: 'ZFLSH', XMZ: '43070020261122000001' },
  { XMC: 'ZYJE', XMZ: '  1200.00 ' },
];

async function startHandling(setting: Parameters<typeof startCentre>[1] = {}) {
  const centre = await startCentre(await postgres.createDatabase(), {
    ...setting,
    options: { ...OPTIONS, ...setting.options },
  });
  const stepOf = (port: { readonly step?: StepPort }) => {
    if (port.step === undefined) throw new Error('it does not handle');
    return port.step;
  };
  const step = stepOf(centre.connect());
  return {
    ...centre,
    step,
    stepOf,
    submit: (request = asked) => step.submit(request, signal),
    find: async (request = asked) => step.find?.(request, signal),
    /** As the centre does with the request row. */
    set: (change: string, key = KEY) =>
      centre.sql.query(`UPDATE qz_430700.qz_qqxx SET ${change} WHERE qqlsh = $1::char(32)`, [key]),
    row: async (key = KEY) => {
      const { rows } = await centre.sql.query(
        'SELECT clzt, sbyy, lqbs FROM qz_430700.qz_qqxx WHERE qqlsh = $1::char(32)',
        [key],
      );
      return rows;
    },
    told: () =>
      centre.store.stepAnswers.map(({ businessKey, result, isTakenBack }) => [
        businessKey,
        result,
        isTakenBack,
      ]),
  };
}

/** A result row about the applicant of the example. */
function answerRow(change: Readonly<Record<string, unknown>> = {}, zjhm: string = lin.number) {
  const content = {
    ZJHM: zjhm,
    XINGMING: `${lin.name}      `,
    SJSJ: '20261122103000',
    JGMC: '常德市住房公积金管理中心(模拟)',
    YWBH: KEY,
    XTBH: asked.collaborationNumber,
    YWDM: 'GJ04',
    CZLX: 'I',
    CLSH: '43070020261122000001',
    BLZT: '1',
    BLSJ: '20261122103000',
    JJDM: '',
    JJYY: '   ',
    JGLB: OUTPUTS,
    ...change,
  };
  return { sjlx: 'BLJG', sjnr: JSON.stringify(content), zjhm, czlx: 'I' };
}

describe('steps at an exchange table', () => {
  it('have every action of both departments, and none where handling is not offered', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await using offering = await startHandling();

    expect(centre.connect().step).toBeUndefined();
    expect([...offering.step.actions]).toEqual(STEP_ACTIONS.housingFund);
    expect([...offering.stepOf(offering.connectSocialInsurance()).actions]).toEqual(
      STEP_ACTIONS.socialInsurance,
    );
    for (const action of STEP_ACTIONS.housingFund) {
      const businessKey = `TB${String(STEP_ACTIONS.housingFund.indexOf(action)).padStart(14, '0')}`;
      expect(await offering.submit(stepRequest(action, { businessKey }))).toEqual({ outcome: 'PENDING' });
    }
    const rows = await offering.requests();
    expect(rows.map(({ qqnr, czlx }) => [JSON.parse(qqnr).YWDM, czlx])).toEqual(
      Object.values(HOUSING_FUND).map(({ code, isCancellation }) => [code, isCancellation ? 'D' : 'I']),
    );
  });

  it('are one row however often and by whomever they are sent, and are looked at by the key', async () => {
    await using centre = await startHandling();
    const other = centre.stepOf(centre.connect());
    const sent = await Promise.all([centre.submit(), other.submit(asked, signal), centre.submit()]);

    expect(sent).toEqual([{ outcome: 'PENDING' }, { outcome: 'PENDING' }, { outcome: 'PENDING' }]);
    expect(await centre.row()).toEqual([{ clzt: 0, sbyy: null, lqbs: null }]);
    expect(await centre.find()).toEqual({ outcome: 'PENDING' });
    expect(await centre.find({ ...asked, businessKey: 'TB20261122000018S2' })).toBeNull();
  });

  it.each(['json', 'xml'] as const)('are recognised in the table whatever stands in them: %s', (format) => {
    const form = {
      markup: ']]> &amp; &#65; </row> <!-- --> %26 \\n \\u0041 {"a":1}',
      blanks: '甲  乙\u3000丙',
      Remark: '\u{2CB69}\u3400\u9FCD\uE863·﹑①\'"',
      longest: '\u{2CB69}'.repeat(400),
    };
    const content = toStepContent({ ...asked, form }, { platformCode: '100000001', businessCode: 'GJ04' });
    const read = readStepContent(writeStepContent(content, format), parseDivisionCode('430700'));

    expect(read).toEqual(content);
    expect(read !== null && isSameContent({ ...read, BDLB: read.BDLB.toReversed() }, content)).toBe(true);
  });

  it('under a key that stands for something else are for a person, and nothing is put again', async () => {
    await using centre = await startHandling();
    await centre.submit();
    await centre.set("clzt = 9, sbyy = '909 系统内部错误'");
    const others = [
      { ...asked, form: { amount: '1200.01' } },
      { ...asked, form: {} },
      { ...asked, action: 'confirm-account' as const },
      { ...asked, collaborationNumber: 'TB20261122000018' },
      { ...asked, parties: [{ role: 'APPLICANT' as const, identity: { ...lin, name: '林小满' } }] },
    ];
    for (const other of others) {
      expect(await centre.submit(other)).toEqual({ outcome: 'UNKNOWN', code: 'OTHER_CONTENT' });
      expect(await centre.find(other)).toEqual({ outcome: 'UNKNOWN', code: 'OTHER_CONTENT' });
    }

    expect(await centre.row()).toEqual([{ clzt: 9, sbyy: '909 系统内部错误', lqbs: null }]);
    await centre.set(
      `zjhm = lower(zjhm), qqnr = replace(qqnr, '${lin.number}', '${lin.number.toLowerCase()}')`,
    );
    expect(await centre.find()).toEqual({ outcome: 'PENDING' });
  });

  it('that the centre set to 9 are what its code says, and are put again only where that is right', async () => {
    await using centre = await startHandling();
    await centre.submit();
    const reasons: readonly (readonly [string, object])[] = [
      ['901 系统维护中', { outcome: 'FAILED', code: '901', retryAfterSeconds: null }],
      [
        '901 系统维护中,预计恢复时间20200101000000',
        { outcome: 'FAILED', code: '901', retryAfterSeconds: null },
      ],
      [
        '901 系统维护中,预计恢复时间29990101000000',
        { outcome: 'FAILED', code: '901', retryAfterSeconds: 3_600 },
      ],
      ['902 系统繁忙', { outcome: 'FAILED', code: '902', retryAfterSeconds: null }],
      ...['201', '202', '203', '204', '205', '206'].map(
        (code) =>
          [`${code} 文字`, { outcome: 'FAILED', code, retryAfterSeconds: null, isLasting: true }] as const,
      ),
      ['207 业务编号重复', { outcome: 'UNKNOWN', code: '207' }],
      ['555 新', { outcome: 'UNKNOWN', code: '555' }],
      ['系统繁忙', { outcome: 'UNKNOWN', code: 'NO_CODE' }],
    ];
    for (const [sbyy, expected] of reasons) {
      await centre.set(`clzt = 9, lqbs = 'x', sbyy = '${sbyy}'`);
      const asItWas = [{ clzt: 9, sbyy, lqbs: 'x' }];

      expect(await centre.find()).toEqual(expected);
      // A look changes nothing; who wants it done puts it again where nothing was done.
      expect(await centre.row()).toEqual(asItWas);
      const isUnknown = 'outcome' in expected && expected.outcome === 'UNKNOWN';
      expect(await centre.submit()).toEqual(isUnknown ? expected : { outcome: 'PENDING' });
      expect(await centre.row()).toEqual(isUnknown ? asItWas : [{ clzt: 0, sbyy: null, lqbs: null }]);
    }
  });

  it('that may have been done, or whose answer did not come for an hour, are put again by a look, once', async () => {
    await using centre = await startHandling();
    await centre.submit();
    await centre.set("clzt = 9, sbyy = '909 系统内部错误', gxsj = now() - interval '1 day 0.000007 seconds'");
    expect(await centre.find()).toEqual({ outcome: 'PENDING' });
    expect(await centre.row()).toEqual([{ clzt: 0, sbyy: null, lqbs: null }]);

    await centre.set("clzt = 2, gxsj = now() - interval '59 minutes'");
    expect(await centre.find()).toEqual({ outcome: 'PENDING' });
    expect(await centre.row()).toEqual([{ clzt: 2, sbyy: null, lqbs: null }]);
    await centre.set("gxsj = now() - interval '61 minutes'");
    expect([await centre.find(), await centre.find()]).toEqual([
      { outcome: 'PENDING' },
      { outcome: 'PENDING' },
    ]);
    expect(await centre.row()).toEqual([{ clzt: 0, sbyy: null, lqbs: null }]);
  });

  it('are unknown where the connection breaks, and the row tells afterwards', async () => {
    const url = await postgres.createDatabase();
    await using link = await startLink(url);
    await using centre = await startCentre(url, { options: OPTIONS, url: link.url });
    const { step } = centre.connect();
    const blocker = await centre.sql.connect();
    await blocker.query('BEGIN; LOCK TABLE qz_430700.qz_qqxx IN ACCESS EXCLUSIVE MODE');
    const sending = step?.submit(asked, signal);
    const failure = expect(sending).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE' });
    const waiting = async () =>
      (
        await centre.sql.query(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT%' AND datname = current_database()",
        )
      ).rowCount;
    await expect.poll(waiting).toBe(1);
    link.cut();
    await failure;
    await blocker.query('COMMIT');
    blocker.release();
    link.mend();

    await expect.poll(() => step?.submit(asked, signal).catch(() => null)).toEqual({ outcome: 'PENDING' });
    expect(await centre.requests()).toHaveLength(1);
  });

  it('are certainly not done where the database does not let us write, or was not reached', async () => {
    const url = await postgres.createDatabase();
    await using link = await startLink(url);
    await using centre = await startCentre(url, { options: OPTIONS, url: link.url });
    const { step } = centre.connect();
    await centre.sql.query('ALTER TABLE qz_430700.qz_qqxx RENAME TO elsewhere');
    expect(await step?.submit(asked, signal)).toEqual({
      outcome: 'FAILED',
      code: '42P01',
      retryAfterSeconds: null,
    });
    link.cut();
    await expect(step?.submit(asked, signal)).rejects.toMatchObject({
      cause: expect.objectContaining({ name: 'NotSent' }),
    });
  });

  it('do not keep questions about the same person from being asked', async () => {
    await using centre = await startHandling();
    await centre.submit({ ...asked, parties: [{ role: 'APPLICANT', identity: person(1) }] });
    const { read } = centre.connect();
    await read.findRecords([person(1)], signal);

    await expect.poll(async () => (await centre.requests()).map(({ qqlx }) => qqlx)).toEqual(['BL', 'CX']);
  });

  it('are told later by a row of each state, to one of two replicas', async () => {
    await using centre = await startHandling();
    await centre.submit();
    await Promise.all([centre.start(), centre.start()]);
    const states: readonly (readonly [string, object, object, boolean?])[] = [
      ['1', {}, { outcome: 'DONE', outputs: { paymentNumber: '43070020261122000001', amount: '1200.00' } }],
      ['2', { BLSJ: ' ', JGLB: null }, { outcome: 'PENDING' }],
      [
        '3',
        { JJDM: 'E3', JJYY: '林小满有未结清业务  ', JGLB: [] },
        { outcome: 'REFUSED', code: 'E3', reason: '林小满有未结清业务' },
      ],
      ['4', { JGLB: [] }, { outcome: 'REFUSED', code: '4', reason: '已撤销' }, true],
      ['7', { JGLB: [] }, { outcome: 'UNKNOWN', code: '7' }],
    ];
    for (const [BLZT, change] of states) {
      await centre.write([answerRow({ BLZT, ...change })]);
      await expect.poll(async () => new Set(await centre.states())).toEqual(new Set(['2']));
    }

    expect(centre.told()).toEqual(states.map(([, , result, isTakenBack]) => [KEY, result, isTakenBack]));
    expect(centre.store.taken.map(({ kind, faults }) => [kind, faults.length])).toEqual([
      ...states.slice(1).map(() => ['BLJG', 0]),
      // A state that nobody knows is for a person.
      ['BLJG', 1],
    ]);
  });

  it('are told nothing by rows that are wrong, one by one, and the rest counts', async () => {
    await using centre = await startHandling();
    await centre.submit();
    const stranger = person(7);
    const company = '91109911MA9002KX7Y';
    await centre.write([
      answerRow({}, `${lin.number.slice(0, 17)}0`),
      answerRow({}, company.replace('Y', 'X')),
      { ...answerRow(), sjnr: `${answerRow().sjnr}}` },
      { ...answerRow(), zjhm: stranger.number },
      answerRow({ JGLB: [] }),
      answerRow({ JGLB: [OUTPUTS[0], { XMC: 'ZYJE', XMZ: '1200' }] }),
      answerRow({ BLZT: '3' }),
      answerRow({ CLSH: '1' }),
      answerRow({ BLSJ: '' }),
      answerRow({ SJSJ: '29990101000000' }),
      answerRow({ YWBH: 'TB20261122000099S2' }),
      answerRow({}, stranger.number),
      answerRow({}, company),
      answerRow({ XINGMING: '林大满' }),
      answerRow({ XTBH: 'TB20261122000018' }),
      answerRow({ YWDM: 'GJ14' }),
      answerRow({ CZLX: 'D', JGLB: [] }),
      withdrawalRow(stranger),
      answerRow(),
    ]);
    await centre.start();
    const malformed = '9 105 数据项缺失或格式错误';
    const another = '9 109 与请求不符';

    await expect
      .poll(centre.states, { timeout: 10_000 })
      .toEqual([
        '9 104 证件号码位数或校验位错误',
        '9 104 证件号码位数或校验位错误',
        '9 101 数据内容不是合法的JSON',
        '9 103 数据内容与证件号码不符',
        `${malformed} JGLB`,
        `${malformed} JGLB`,
        `${malformed} JJDM`,
        `${malformed} CLSH`,
        `${malformed} BLSJ`,
        '9 108 数据时间超前',
        '9 110 无对应请求',
        another,
        another,
        another,
        another,
        another,
        another,
        '2',
        '2',
      ]);
    expect(centre.told()).toEqual([
      [
        KEY,
        { outcome: 'DONE', outputs: { paymentNumber: '43070020261122000001', amount: '1200.00' } },
        undefined,
      ],
    ]);
    expect(centre.store.quarantined).toHaveLength(17);
    expect(centre.faults.join()).not.toMatch(/\d{17}[\dX]|林/);
    expect(parseCreditCode(company)).toBe(company);
  });

  it('are told once though our store was away, and though the row comes twice', async () => {
    await using centre = await startHandling();
    await centre.submit();
    await centre.write([answerRow()]);
    centre.store.setAway(true);
    await centre.start();
    await expect.poll(() => centre.faults.length).toBeGreaterThan(0);
    expect(centre.told()).toEqual([]);
    centre.store.setAway(false);
    await expect.poll(centre.states, { timeout: 10_000 }).toEqual(['2']);
    await centre.sql.query('UPDATE qz_430700.qz_sjxx SET clzt = 0');
    await expect.poll(centre.states).toEqual(['2']);

    expect(centre.told()).toHaveLength(1);
    expect(centre.store.stepAnswers.map(({ messageId }) => messageId)).toEqual(
      centre.store.taken.map(({ id }) => id),
    );
  });

  it('are told by a row of an unknown type where handling is not offered', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write([answerRow()]);
    await centre.start();

    await expect.poll(centre.states).toEqual(['9 102 数据类型未知']);
  });
});

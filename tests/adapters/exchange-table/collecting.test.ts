import { describe, expect, it } from 'vitest';
import { withPostgres } from '../../support/withPostgres.ts';
import { person, withdrawalRow } from './rows.ts';
import { startCentre } from './startCentre.ts';

const postgres = withPostgres();
const { signal } = new AbortController();
const DATA_TIME = Date.parse('2026-11-21T18:00:00.000Z');

describe('rows of an exchange table', () => {
  it('are stored, finished, and read by the port', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write([withdrawalRow(person(1))]);
    await centre.start();

    await expect.poll(centre.states).toEqual(['2']);
    const { read } = centre.connect();
    expect(await read.findWithdrawals(person(1), { first: 10, after: null }, signal)).toEqual({
      asOf: DATA_TIME,
      nodes: [
        { ground: 'RENT', amountFen: 120_000n, withdrawnOn: '2026-10-08', accountNumber: '430700000960' },
      ],
      endCursor: null,
    });
  });

  it('that are wrong are refused one by one, and the rest counts', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const good = withdrawalRow(person(1));
    const wrongCheck = `${good.zjhm.slice(0, 17)}${good.zjhm.endsWith('0') ? '1' : '0'}`;
    await centre.write([
      { ...good, sjlx: 'ABCD' },
      { ...good, czlx: 'X' },
      { ...good, zjhm: wrongCheck },
      { ...good, sjnr: `${good.sjnr.slice(0, -1)}\u0007}` },
      { ...good, sjnr: good.sjnr.replace('林珅', '\\u0000') },
      { ...good, sjnr: good.sjnr.replace('林珅', '\uFFFD') },
      { ...good, sjnr: good.sjnr.slice(0, 40) },
      { ...good, sjnr: '['.repeat(100_000) },
      { ...good, sjnr: '[]' },
      { ...good, sjnr: `{"__proto__":{},${good.sjnr.slice(1)}` },
      { ...good, sjnr: `{"ZJHM":"${good.zjhm}",${good.sjnr.slice(1)}` },
      { ...good, zjhm: person(2).number },
      { ...good, sjnr: good.sjnr.replace('"TQE":"1200.00",', '') },
      { ...good, sjnr: good.sjnr.replace('1200.00', '1200.0') },
      { ...good, sjnr: good.sjnr.replace('"1200.00"', '1200.00') },
      { ...good, sjnr: good.sjnr.replace('20261008', '20261131') },
      { ...good, sjnr: good.sjnr.replace('"LB":', '"LC":') },
      { ...good, sjnr: good.sjnr.replace('20261122020000', '29990101000000') },
      { ...good, sjnr: `{"x":"${'长'.repeat(3_000_000)}",${good.sjnr.slice(1)}` },
      good,
    ]);
    await centre.start();

    await expect
      .poll(centre.states, { timeout: 10_000 })
      .toEqual([
        '9 102 数据类型未知',
        '9 106 操作类型未知',
        '9 104 证件号码位数或校验位错误',
        '9 107 数据内容含有替换符或控制字符',
        '9 107 数据内容含有替换符或控制字符',
        '9 107 数据内容含有替换符或控制字符',
        '9 101 数据内容不是合法的JSON',
        '9 101 数据内容不是合法的JSON',
        '9 101 数据内容不是合法的JSON',
        '9 101 数据内容不是合法的JSON',
        '9 101 数据内容不是合法的JSON',
        '9 103 数据内容与证件号码不符',
        '9 105 数据项缺失或格式错误 TQE',
        '9 105 数据项缺失或格式错误 TQE',
        '9 105 数据项缺失或格式错误 TQE',
        '9 105 数据项缺失或格式错误 TQRQ',
        '9 105 数据项缺失或格式错误 LB',
        '9 108 数据时间超前',
        '9 101 数据内容过大',
        '2',
      ]);
    expect(centre.store.taken).toHaveLength(1);
    expect(centre.store.quarantined).toHaveLength(19);
    expect(centre.faults).toHaveLength(19);
    expect(centre.faults.join()).not.toMatch(/\d{17}[\dX]|林珅/);
  });

  it('in XML are refused for what XML can hide', async () => {
    const options = { contentFormat: 'xml' };
    await using centre = await startCentre(await postgres.createDatabase(), { options });
    const { number: zjhm } = person(1);
    const head = `<ZJHM>${zjhm}</ZJHM><XINGMING>林珅</XINGMING><SJSJ>20261122020000</SJSJ><JGMC>中心</JGMC>`;
    const good = `<?xml version="1.0" encoding="GBK"?>\n<data> ${head} <LB/> </data>`;
    await centre.write(
      [
        good,
        `<!DOCTYPE data [<!ENTITY a "aaaa">]><data>${head}<LB/></data>`,
        `<data>${head.replace('林珅', '<![CDATA[林珅]]>')}<LB/></data>`,
        `<data><!-- -->${head}<LB/></data>`,
        `<data>${head.replace('林珅', '&#26519;')}<LB/></data>`,
        `<data>${head.replace('林珅', '&lt;林&gt;')}<LB/></data>`,
        `<data>${head}<LB></data>`,
        `<?xml version="1.0"?><?php x?><data>${head}<LB/></data>`,
        `<other>${head}<LB/></other>`,
        `<data>${head}</data>`,
        '<a>'.repeat(10_000),
      ].map((sjnr) => ({ sjnr, zjhm })),
    );
    await centre.start();

    const malformed = '9 101 数据内容不是合法的XML';
    await expect
      .poll(centre.states)
      .toEqual([
        '2',
        malformed,
        malformed,
        malformed,
        malformed,
        '2',
        malformed,
        malformed,
        malformed,
        '9 105 数据项缺失或格式错误 LB',
        malformed,
      ]);
  });

  it('count by their data time, in whatever order they come; D included', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const withdrawn = (dataTime: string) => ({
      sjnr: JSON.stringify({ ZJHM: person(1).number, SJSJ: dataTime, JGMC: '中心' }),
      zjhm: person(1).number.toLowerCase(),
      czlx: 'D',
    });
    const { read } = centre.connect();
    const amounts = async () =>
      (await read.findWithdrawals(person(1), { first: 9, after: null }, signal)).nodes.map(
        ({ amountFen }) => amountFen,
      );
    await centre.start();

    await centre.write([withdrawalRow(person(1), { amount: '2.00', dataTime: '20261122020000' })]);
    await expect.poll(centre.states).toEqual(['2']);
    await centre.write([withdrawalRow(person(1), { amount: '1.00', dataTime: '20261121020000' })]);
    await expect.poll(centre.states).toEqual(['2', '2']);
    expect(await amounts()).toEqual([200n]);

    await centre.write([withdrawn('20261123020000')]);
    await expect.poll(centre.states).toEqual(['2', '2', '2']);
    expect(await amounts()).toEqual([]);

    await centre.write([withdrawalRow(person(1), { amount: '3.00', dataTime: '20261122120000' })]);
    await expect.poll(centre.states).toEqual(['2', '2', '2', '2']);
    expect(await amounts()).toEqual([]);
  });

  it('stay unfinished while our own store is away, and are not lost', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    centre.store.setAway(true);
    await centre.write([withdrawalRow(person(1)), withdrawalRow(person(2))]);
    await centre.start();
    await expect.poll(() => centre.faults).toEqual(['exchange table: the store is away']);
    await expect.poll(centre.states).toEqual(['0', '0']);
    expect(centre.store.taken).toEqual([]);

    centre.store.setAway(false);

    await expect.poll(centre.states).toEqual(['2', '2']);
    expect(centre.store.taken).toHaveLength(2);
  });
});

describe('several replicas', () => {
  it('count every row exactly once', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const count = 200;
    await centre.write(Array.from({ length: count }, (_, index) => withdrawalRow(person(index + 1))));
    const taken: string[] = [];
    const { take } = centre.store.inbox;
    Object.assign(centre.store.inbox, {
      take: (message: Parameters<typeof take>[0]) => {
        taken.push(message.id);
        return take(message);
      },
    });
    await Promise.all([centre.start(), centre.start(), centre.start()]);

    await expect
      .poll(async () => new Set(await centre.states()), { timeout: 20_000 })
      .toEqual(new Set(['2']));
    expect(taken).toHaveLength(count);
    expect(new Set(taken)).toHaveProperty('size', count);
    const { rows } = await centre.sql.query(
      'SELECT count(DISTINCT lqbs)::int AS marks FROM qz_430700.qz_sjxx',
    );
    expect(rows[0].marks).toBeGreaterThan(1);
  });

  it('take over what a dead reader stored and did not finish, and store it once', async () => {
    await using centre = await startCentre(await postgres.createDatabase(), {
      options: { takenMinutes: 1 },
    });
    await centre.write([withdrawalRow(person(1)), withdrawalRow(person(2))]);
    const first = await centre.start();
    await expect.poll(centre.states).toEqual(['2', '2']);
    await first.stop();
    // As if it had died after storing: the first long ago, the second just now.
    await centre.sql.query(
      `UPDATE qz_430700.qz_sjxx SET clzt = 1, lqbs = 'dead',
              lqsj = now() - CASE xh WHEN 1 THEN interval '61 seconds' ELSE interval '50 seconds' END`,
    );
    await centre.start();

    await expect.poll(centre.states).toEqual(['2', '1']);
    expect(centre.store.taken).toHaveLength(2);
  });

  it('leave a row alone that became somebody else’s meanwhile', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write([withdrawalRow(person(1))]);
    const { take } = centre.store.inbox;
    Object.assign(centre.store.inbox, {
      take: async (message: Parameters<typeof take>[0]) => {
        await centre.sql.query(`UPDATE qz_430700.qz_sjxx SET lqbs = 'other', lqsj = now()`);
        return take(message);
      },
    });
    await centre.start();

    await expect.poll(() => centre.store.taken).toHaveLength(1);
    const { rows } = await centre.sql.query('SELECT clzt, trim(lqbs) AS lqbs FROM qz_430700.qz_sjxx');
    expect(rows).toEqual([{ clzt: 1, lqbs: 'other' }]);
  });
});

describe('a row that the centre mends in place', () => {
  it('counts anew, whether it was taken or refused before', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    const good = withdrawalRow(person(1), { amount: '1.00' });
    await centre.write([good, { ...withdrawalRow(person(2)), sjnr: '{}' }]);
    const port = centre.connect();
    await centre.start(port);
    await expect.poll(centre.states).toEqual(['2', '9 105 数据项缺失或格式错误 ZJHM']);

    await centre.sql.query(
      `UPDATE qz_430700.qz_sjxx SET clzt = 0, sbyy = NULL,
              sjnr = CASE xh WHEN 1 THEN replace(sjnr, '"1.00"', '"7.00"') ELSE $1 END`,
      [withdrawalRow(person(2), { amount: '8.00' }).sjnr],
    );

    await expect.poll(centre.states).toEqual(['2', '2']);
    const page = { first: 1, after: null };
    const pages = await Promise.all(
      [1, 2].map((sequence) => port.read.findWithdrawals(person(sequence), page, signal)),
    );
    expect(pages.flatMap(({ nodes }) => nodes.map(({ amountFen }) => amountFen))).toEqual([700n, 800n]);
  });
});

describe('a table made anew', () => {
  it('is not taken for the old one because its numbers begin at 1 again', async () => {
    await using centre = await startCentre(await postgres.createDatabase());
    await centre.write([withdrawalRow(person(1), { amount: '1.00' })]);
    await centre.start();
    await expect.poll(centre.states).toEqual(['2']);

    await centre.sql.query('TRUNCATE qz_430700.qz_sjxx RESTART IDENTITY');
    await centre.write([withdrawalRow(person(2), { amount: '2.00' })]);

    await expect.poll(centre.states).toEqual(['2']);
    expect(centre.store.taken.flatMap(({ records }) => records.map(({ number }) => number))).toEqual([
      person(1).number,
      person(2).number,
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  about,
  account,
  codes,
  company,
  loan,
  NOW,
  ok,
  person,
  readAccount,
  readLoan,
  signal,
  stranger,
  wu,
  zheng,
} from './rows.ts';
import { startPlace } from './startPlace.ts';

const CENTER = '某市住房公积金管理中心(模拟)';
const batchBody = z.object({ RYLB: z.array(z.object({ ZJLX: z.literal('01'), ZJHM: z.string() })) });
const numbersOf = ({ body }: { readonly body: string }) =>
  batchBody.parse(JSON.parse(body)).RYLB.map(({ ZJHM }) => ZJHM);
const record = { asOf: NOW, centerName: CENTER, accounts: [readAccount] };

describe('a question about many', () => {
  it('travels signed, with nothing about a person outside the body', async () => {
    await using place = await startPlace(() => ok([]));

    await place.read.findRecords([wu], signal());

    const [request] = place.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/gjj/grzh/query',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-app-id': 'demo-430700',
        'x-timestamp': '1795314600000',
        'x-signature': 'c5505f4d15676ea5815b70aca7b82d1e8fd6a96decb533cce54b83dc0ae8a6ba',
      },
      body: '{"RYLB":[{"ZJLX":"01","ZJHM":"109901199003070011"}]}',
    });
    expect(`${request?.path} ${JSON.stringify(request?.headers)}`).not.toMatch(/1099|吴/);
  });

  it.each([
    ['', '/dkxx/query'],
    ['/', '/dkxx/query'],
    ['/a/b/', '/a/b/dkxx/query'],
  ])('signs the path as it is sent below %j', async (basePath, path) => {
    await using direct = await startPlace(() => ok([]), { basePath });
    await using named = await startPlace(() => ok([]), { basePath: path.replace('/dkxx/query', '') });

    await direct.read.findLoans([wu], signal());
    await named.read.findLoans([wu], signal());

    expect(direct.requests[0]?.path).toBe(path);
    expect(direct.requests[0]?.headers['x-signature']).toBe(named.requests[0]?.headers['x-signature']);
  });

  it('leaves companies out, whom no centre knows', async () => {
    await using place = await startPlace(({ path }) =>
      ok(path === '/gjj/grzh/query' ? [account(wu)] : [loan(wu)]),
    );

    expect(await place.read.findRecords([company, wu], signal())).toEqual([null, record]);
    expect(await place.read.findLoans([wu, company], signal())).toEqual([[readLoan], []]);
    expect(place.requests.map(numbersOf)).toEqual([[wu.number], [wu.number]]);
  });

  it('is not sent when nobody is left to ask about', async () => {
    await using place = await startPlace(() => ok([]));

    expect(await place.read.findRecords([company], signal())).toEqual([null]);
    expect(await place.read.findLoans([], signal())).toEqual([]);
    expect(place.requests).toEqual([]);
  });

  it('is split at fifty, keeps the order asked for and fills gaps', async () => {
    const holders = Array.from({ length: 120 }, (_, index) => person(index + 1, `试${index}`));
    const known = holders.filter((_, index) => index % 3 !== 0);
    await using place = await startPlace((request) => {
      const asked = numbersOf(request);
      return ok(
        known
          .filter(({ number }) => asked.includes(number))
          .map((holder) => account(holder))
          .reverse(),
      );
    });

    const entries = await place.read.findRecords(holders, signal());

    expect(place.requests.map((request) => numbersOf(request).length).toSorted()).toEqual([20, 50, 50]);
    expect(entries).toEqual(holders.map((holder) => (known.includes(holder) ? record : null)));
  });
});

describe('rows', () => {
  it('of several accounts are sorted by opening, whatever the order of storage', async () => {
    await using place = await startPlace(() =>
      ok([
        account(wu, { GRZH: '109901000003', KHRQ: '20200101' }),
        account(zheng),
        account(wu, { GRZH: '109901000002', KHRQ: '20200101' }),
        account(wu, { GRZH: '109901000009', KHRQ: '20101231' }),
      ]),
    );

    const entries = await place.read.findRecords([zheng, wu], signal());

    expect(
      entries.map(
        (entry) => entry && 'accounts' in entry && entry.accounts.map((each) => each.accountNumber),
      ),
    ).toEqual([['109901000001'], ['109901000009', '109901000002', '109901000003']]);
  });

  it('of several loans are sorted by start, those that do not tell it first', async () => {
    await using place = await startPlace(() =>
      ok([
        loan(wu, { JKHTBH: '1099JK0000000003' }),
        loan(wu, { JKHTBH: '1099JK0000000002', DKFFRQ: '20180101' }),
        loan(wu, { JKHTBH: '1099JK0000000001', DKFFRQ: '' }),
      ]),
    );

    const [loans] = await place.read.findLoans([wu], signal());

    expect(loans).toMatchObject([
      { contractNumber: '1099JK0000000001', startedOn: null },
      { contractNumber: '1099JK0000000002' },
      { contractNumber: '1099JK0000000003' },
    ]);
  });

  it('padded to the width of their columns are read without the padding', async () => {
    const padded = Object.fromEntries(
      Object.entries(account(wu)).map(([key, value]) => [
        key,
        /^\d+\.\d\d$/.test(value) ? value.padStart(14) : value.padEnd(60),
      ]),
    );
    await using place = await startPlace(() => ok([padded], { JGMC: CENTER.padEnd(100) }));

    expect(await place.read.findRecords([wu], signal())).toEqual([record]);
  });

  it('with a check character in lower case are the same person', async () => {
    const xu = Array.from({ length: 99 }, (_, index) => person(index, '许试四')).find(({ number }) =>
      number.endsWith('X'),
    );
    const asked = xu === undefined ? [] : [xu];
    await using place = await startPlace(() =>
      ok(asked.map((holder) => account(holder, { ZJHM: holder.number.toLowerCase() }))),
    );

    expect(await place.read.findRecords(asked, signal())).toEqual([record]);
  });

  it('with names beyond the BMP, of the private use area or with other middle dots are read', async () => {
    const holders = [person(11, '买买提·吐尔孙'), person(12, '张𠮷'), person(13, '李䶮')];
    const [turson, zhang, li] = holders;
    await using place = await startPlace(() =>
      ok([
        { ...account(wu), ...turson, ZJHM: turson?.number, XINGMING: '买买提•吐尔孙' },
        { ...account(wu), ZJHM: zhang?.number, XINGMING: '张𠮷' },
        { ...account(wu), ZJHM: li?.number, XINGMING: '李\uE863' },
      ]),
    );

    expect(await place.read.findRecords(holders, signal())).toEqual([record, record, record]);
  });

  it('with ratios as fractions mean the same where the place writes them so', async () => {
    await using place = await startPlace(() => ok([account(wu, { GRJCBL: '0.0800', DWJCBL: '0.1200' })]), {
      options: { ratioUnit: 'fraction' },
    });

    expect(await place.read.findRecords([wu], signal())).toEqual([record]);
  });

  it('with ratios in the unit that was not configured are refused rather than a hundred times wrong', async () => {
    await using place = await startPlace(() => ok([account(wu, { GRJCBL: '0.0800', DWJCBL: '0.1200' })]));

    const [entry] = await place.read.findRecords([wu], signal());

    expect(entry).toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      message: expect.stringMatching(/GRJCBL.*DWJCBL/),
    });
  });

  it('with keys that nobody announced are read', async () => {
    await using place = await startPlace(() => ok([account(wu, { XINZIDUAN: '1' })], { BANBEN: '4.0' }));

    expect(await place.read.findRecords([wu], signal())).toEqual([record]);
  });
});

describe('an answer about somebody else', () => {
  it('shows nothing of the stranger, nor of anybody in the same call', async () => {
    await using place = await startPlace(({ path }) =>
      ok(path === '/gjj/grzh/query' ? [account(stranger), account(wu)] : [loan(wu), loan(stranger)]),
    );

    const records = await place.read.findRecords([wu, zheng], signal());
    const loans = await place.read.findLoans([wu, zheng], signal());

    expect(codes(records)).toEqual(['IDENTITY_MISMATCH', 'IDENTITY_MISMATCH']);
    expect(codes(loans)).toEqual(['IDENTITY_MISMATCH', 'IDENTITY_MISMATCH']);
    expect(records[0]).toMatchObject({ message: expect.not.stringMatching(/1099|试/) });
  });

  it('does not spoil other calls of the same question', async () => {
    const holders = Array.from({ length: 51 }, (_, index) => person(index + 1, `试${index}`));
    const last = holders.slice(50);
    await using place = await startPlace((request) =>
      ok(numbersOf(request).length === 50 ? [account(stranger)] : last.map((holder) => account(holder))),
    );

    // The stranger has the number of one who was asked, but not the name.
    const entries = await place.read.findRecords(
      holders.map((holder) => (holder.number === stranger.number ? { ...holder, name: '钱试五' } : holder)),
      signal(),
    );

    expect(entries[50]).toEqual(record);
    expect(codes(entries.slice(0, 6))).toEqual([null, null, null, null, 'IDENTITY_MISMATCH', null]);
  });

  it('under the right number is found out by the name', async () => {
    await using place = await startPlace(() =>
      ok([account(wu, { XINGMING: stranger.name }), account(zheng)]),
    );

    expect(codes(await place.read.findRecords([wu, zheng], signal()))).toEqual(['IDENTITY_MISMATCH', record]);
  });

  it('in one row of several hides them all', async () => {
    await using place = await startPlace(() =>
      ok([account(wu), account(wu, { GRZH: '109901000002', XINGMING: stranger.name })]),
    );

    expect(codes(await place.read.findRecords([wu], signal()))).toEqual(['IDENTITY_MISMATCH']);
  });
});

describe('a row that breaks the contract', () => {
  it.each([
    ['GRZH', '1099'],
    ['ZJLX', '02'],
    ['GRZHZT', ' '],
    ['GRZHYE', '12,345.60'],
    ['GRZHYE', '-1.00'],
    ['GRJCJS', ''],
    ['GRJCBL', '8'],
    ['YJCE', '1e3'],
    ['GRJZNY', '202613'],
    ['KHRQ', '20150230'],
    ['XHRQ', '2020'],
  ])('fails the entry of its person and names %s, not %j', async (field, value) => {
    await using place = await startPlace(() => ok([account(wu, { [field]: value }), account(zheng)]));

    const entries = await place.read.findRecords([wu, zheng], signal());

    expect(codes(entries)).toEqual(['JURISDICTION_BAD_RESPONSE', record]);
    expect(entries[0]).toMatchObject({ message: expect.stringContaining(`${field}: `) });
  });

  it.each([
    ['JKHTBH', '1099JK'],
    ['DKZT', ''],
    ['DKFFE', 'viel'],
    ['DKYE', '-0.01'],
    ['DKLL', '0.0285'.slice(0, 4)],
    ['DKFFRQ', '20200001'],
    ['DKQS', '2400'],
    ['YQJE', ' '],
    ['YQQS', '-1'],
  ])('fails the loans of its person and names %s, not %j', async (field, value) => {
    await using place = await startPlace(() => ok([loan(wu, { [field]: value }), loan(zheng)]));

    const entries = await place.read.findLoans([wu, zheng], signal());

    expect(codes(entries)).toEqual(['JURISDICTION_BAD_RESPONSE', [readLoan]]);
    expect(entries[0]).toMatchObject({ message: expect.stringContaining(`${field}: `) });
  });

  it('that stands twice fails the entry of its person', async () => {
    await using place = await startPlace(({ path }) =>
      ok(path === '/gjj/grzh/query' ? [account(wu), account(wu)] : [loan(wu), loan(wu)]),
    );

    expect(codes(await place.read.findRecords([wu], signal()))).toEqual(['JURISDICTION_BAD_RESPONSE']);
    expect(codes(await place.read.findLoans([wu], signal()))).toEqual(['JURISDICTION_BAD_RESPONSE']);
  });

  it.each<[string, unknown]>([
    ['nobody', { ...account(wu), ZJHM: '' }],
    ['somebody without a name', { ...account(wu), XINGMING: '  ' }],
    ['a number instead of a text', { ...account(wu), ZJHM: 109_901 }],
    ['a text', '吴试一'],
  ])('about %s fails the question', async (_what, row) => {
    await using place = await startPlace(() => ok([row]));

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      message: expect.not.stringMatching(/1099|吴/),
    });
  });
});

it('reads what a row is about from the row, not from the answer', async () => {
  await using place = await startPlace(() => ok([account(zheng)], about(wu)));

  expect(codes(await place.read.findRecords([wu], signal()))).toEqual(['IDENTITY_MISMATCH']);
});

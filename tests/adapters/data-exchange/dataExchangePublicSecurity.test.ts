import { describe, expect, it } from 'vitest';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { person } from './person.ts';
import { NOW, startPlace } from './startPlace.ts';

const wu = person(1, '吴试一');
const zheng = person(3, '郑试二');
const stranger = person(5, '孙试三');
const company: HolderIdentity = {
  kind: 'LEGAL_PERSON',
  number: parseCreditCode('91109901MA00000017'),
  name: '试验(某市)有限公司',
};

const asOf = NOW;
const signal = () => AbortSignal.timeout(20_000);
const ok = (...rows: object[]) => ({ code: '200', message: '成功', data: rows });
const about = ({ kind, number, name }: HolderIdentity, row: object = {}) => ({
  ...(kind === 'NATURAL_PERSON' ? { gmsfhm: number, xm: name } : { tyshxydm: number, dwmc: name }),
  sjgxsj: '20261122103000',
  ...row,
});
const vehicle = (hphm: string, ccdjrq: string) => ({
  hphm,
  hpzldm: '02',
  clppxh: '试验牌SY1000',
  ccdjrq,
  jdcztdm: 'A',
});
const permit = {
  jzzbh: '430104202600000017',
  jzdz: '某市某区试验路2号',
  qfrq: '20260301',
  qfjg: '某市公安局某派出所',
  jzzztdm: '1',
};
/** The codes of entries that failed, the other entries as they are. */
const codes = (entries: readonly unknown[]) =>
  entries.map((entry) => (entry instanceof TongbanError ? entry.code : entry));
const itemsOf = ({ body }: { readonly body: string }) => JSON.parse(body).items as unknown[];

describe('a question', () => {
  it('travels signed, with nothing about a person outside the body', async () => {
    await using place = await startPlace(() => ok());

    await place.read.findRecords([wu, company], signal());

    const [request] = place.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/invoke',
      headers: {
        'x-dx-rid': 'dx-demo-430000',
        'x-dx-sid': 'catalog-611',
        'x-dx-time': '1795314600000',
        'x-dx-nonce': '0000000000000001',
        'x-dx-sign': '2rRExqwrbq37cfq9IrP3xGfUVPDgTaagKstuzGu5bd0=',
      },
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      items: [
        { gmsfhm: wu.number, xm: '吴试一' },
        { tyshxydm: '91109901MA00000017', dwmc: '试验(某市)有限公司' },
      ],
    });
    const envelope = `${request?.path} ${JSON.stringify(request?.headers)}`;
    expect(envelope).not.toMatch(/1099|吴|%E5/);
  });

  it('signs by the query where the place wants it so', async () => {
    await using place = await startPlace(() => ok(), { options: { signScheme: 'md5-concat' } });

    await place.read.findHukou([wu], signal());

    expect(place.requests[0]?.path).toMatch(
      /^\/invoke\?appkey=dx-demo-430000&sid=catalog-612&time=20261122103000&nonce=0{15}1&sign=b73a19d08db8f479aec647ecb5d6d705$/,
    );
  });

  it('takes names that would break a format out of the way of the format', async () => {
    await using place = await startPlace(() => ok());
    const names = ['a","gmsfhm":"x', '</xm>&<!--', 'a=b&c\r\nx-dx-sid: z', '𠮷\uE0A5·买买提'];

    await place.read.findRecords(
      names.map((name, index) => person(11 + 2 * index, name)),
      signal(),
    );

    expect(place.requests[0] && itemsOf(place.requests[0])).toEqual(
      names.map((name, index) => ({ gmsfhm: person(11 + 2 * index, name).number, xm: name })),
    );
  });

  it('leaves companies out where the service knows none', async () => {
    await using place = await startPlace(() => ok(about(wu, permit)));

    const entries = await place.read.findResidencePermits([company, wu], signal());

    expect(entries).toMatchObject([null, { number: permit.jzzbh }]);
    expect(place.requests.map(itemsOf)).toEqual([[{ gmsfhm: wu.number, xm: wu.name }]]);
  });

  it('is not sent when nobody is left to ask about', async () => {
    await using place = await startPlace(() => ok());

    expect(await place.read.findHukou([company], signal())).toEqual([null]);
    expect(await place.read.findVehicles([], signal())).toEqual([]);
    expect(place.requests).toEqual([]);
  });

  it('is split by the batch limit of the place, however many calls that makes', async () => {
    await using place = await startPlace(
      ({ body }) => {
        const items: { gmsfhm: string; xm: string }[] = JSON.parse(body).items;
        return ok(...items.map((item) => ({ ...item, sjgxsj: '20261122103000' })));
      },
      { options: { batchLimit: 1 } },
    );
    const holders = Array.from({ length: 300 }, (_, index) => person(index + 1, `试${index}`));

    const entries = await place.read.findRecords(holders, signal());

    expect(entries).toEqual(holders.map(() => ({ asOf })));
    expect(place.requests.map((request) => itemsOf(request).length)).toEqual(holders.map(() => 1));
    expect(new Set(place.requests.map(({ headers }) => headers['x-dx-nonce'])).size).toBe(300);
  });

  it('leaves room for other questions while its calls wait', async () => {
    const held: (() => void)[] = [];
    let isHolding = true;
    await using place = await startPlace(
      ({ headers }) =>
        (response) => {
          const answer = () => response.end(JSON.stringify(ok()));
          if (headers['x-dx-sid'] === 'catalog-611' && isHolding) held.push(answer);
          else answer();
        },
      { options: { batchLimit: 1 } },
    );
    const holders = Array.from({ length: 20 }, (_, index) => person(index + 1, `试${index}`));

    const slow = place.read.findRecords(holders, signal());
    await expect.poll(() => held.length).toBe(8);

    expect(await place.read.findHukou([wu], signal())).toEqual([null]);
    expect(held).toHaveLength(8);
    isHolding = false;
    for (const answer of held) answer();
    expect(await slow).toEqual(holders.map(() => null));
  });

  it('fills its batches to the limit and keeps the order across them', async () => {
    await using place = await startPlace(
      ({ body }) => {
        const items: { gmsfhm: string; xm: string }[] = JSON.parse(body).items;
        return ok(...items.slice(1).map((item) => ({ ...item, sjgxsj: '20261122103000' })));
      },
      { options: { batchLimit: 3 } },
    );
    const holders = Array.from({ length: 7 }, (_, index) => person(index + 1, `试${index}`));

    const entries = await place.read.findRecords(holders, signal());

    expect(place.requests.map((request) => itemsOf(request).length).sort()).toEqual([1, 3, 3]);
    expect(entries.map((entry) => entry !== null)).toEqual([false, true, true, false, true, true, false]);
  });
});

describe('an answer', () => {
  it('is put into the order asked for, with null for whom it does not name', async () => {
    await using place = await startPlace(() => ok(about(company, { sjgxsj: '20261122103001' }), about(wu)));

    const entries = await place.read.findRecords([wu, zheng, company], signal());

    expect(entries).toEqual([{ asOf }, null, { asOf: asOf + 1_000 }]);
  });

  it('is found through padding, a lower-case x and an empty number of the other kind', async () => {
    const withX = Array.from({ length: 50 }, (_, index) => person(index, '周试')).find(({ number }) =>
      number.endsWith('X'),
    );
    if (!withX) throw new Error('no number with an X among fifty');
    await using place = await startPlace(() =>
      ok({
        gmsfhm: `${withX.number.toLowerCase()}   `,
        xm: '周试      ',
        tyshxydm: '   ',
        dwmc: '',
        sjgxsj: '20261122103000 ',
      }),
    );

    expect(await place.read.findRecords([withX], signal())).toEqual([{ asOf }]);
  });

  it('keeps rare characters of names: beyond the basic plane, private use, the middle dot', async () => {
    const rare = person(7, '𠮷\uE0A5·𬱖');
    const row = {
      hh: '000012345',
      hlx: '1',
      hzxm: '𠮷\uE0A5·𬱖',
      yhzgxdm: '01',
      ssxqdm: '430104000000',
      qhnxxdz: '湖南省某市某区㛃路1号',
      hcy: [{ xm: '𠮷\uE0A5·𬱖  ', yhzgxdm: '01' }],
      qyxx: [],
    };
    await using place = await startPlace(() => ok(about(rare, row)));

    expect(await place.read.findHukou([rare], signal())).toEqual([
      {
        asOf,
        booklet: { number: '000012345', kind: 'FAMILY' },
        address: '湖南省某市某区㛃路1号',
        division: '430104',
        headName: '𠮷\uE0A5·𬱖',
        relationToHead: 'HEAD',
        registeredOn: null,
        members: [{ name: '𠮷\uE0A5·𬱖', relationToHead: 'HEAD' }],
        migrationHistory: [],
      },
    ]);
  });

  it('is parsed twice where rows are a text inside JSON', async () => {
    const rows = JSON.stringify([about(wu, { xm: '吴试一' })]);
    await using place = await startPlace(() => ({ code: '200', message: '', data: rows }), {
      options: { wrapper: 'json-string' },
    });

    expect(await place.read.findRecords([wu, zheng], signal())).toEqual([{ asOf }, null]);
  });

  it('gathers the vehicles of each holder, in order of registration', async () => {
    await using place = await startPlace(() =>
      ok(
        about(wu, vehicle('湘A00003', '20210110')),
        about(company, vehicle('湘A00009', '20200110')),
        about(wu, vehicle('湘A00002', '20190110')),
        about(wu, vehicle('湘A00001', '20210110')),
      ),
    );

    const entries = await place.read.findVehicles([zheng, company, wu], signal());

    const plates = entries.map((entry) =>
      entry instanceof Error ? entry : entry.map(({ plateNumber }) => plateNumber),
    );
    expect(plates).toEqual([[], ['湘A00009'], ['湘A00002', '湘A00001', '湘A00003']]);
  });

  it('may have keys, codes and release levels that nobody here knows', async () => {
    await using place = await startPlace(() => ({
      ...ok(about(wu, { ...permit, jzzztdm: '7', xzd: { a: ['1'] } })),
      lsh: '1',
    }));

    expect(await place.read.findResidencePermits([wu], signal())).toEqual([
      {
        asOf,
        number: permit.jzzbh,
        address: permit.jzdz,
        issuedOn: '2026-03-01',
        validUntil: null,
        issuingOrgan: permit.qfjg,
        state: 'UNKNOWN',
      },
    ]);
  });
});

describe('an answer about somebody else', () => {
  it('is a mismatch where the number is right and the name is not', async () => {
    await using place = await startPlace(() => ok(about({ ...wu, name: '钱试九' }), about(zheng)));

    const entries = await place.read.findRecords([wu, zheng], signal());

    expect(codes(entries)).toEqual(['IDENTITY_MISMATCH', { asOf }]);
    expect(String(entries[0])).not.toMatch(/1099|吴|钱/);
  });

  it('is a mismatch for those who got no row, and nothing of it is shown', async () => {
    await using place = await startPlace(() => ok(about(stranger, permit), about(zheng, permit)));

    const entries = await place.read.findResidencePermits([wu, zheng], signal());

    expect(codes(entries)).toMatchObject(['IDENTITY_MISMATCH', { number: permit.jzzbh }]);
  });

  it('makes no list of vehicles look complete', async () => {
    await using place = await startPlace(() =>
      ok(about(wu, vehicle('湘A00001', '20200110')), about(stranger, vehicle('湘A00002', '20200110'))),
    );

    expect(codes(await place.read.findVehicles([wu, zheng], signal()))).toEqual([
      'IDENTITY_MISMATCH',
      'IDENTITY_MISMATCH',
    ]);
  });

  it('does not pass as the company of the same digits', async () => {
    const digits: HolderIdentity = { ...company, number: parseCreditCode(wu.number), name: wu.name };
    await using place = await startPlace(() => ok(about(wu)));

    expect(codes(await place.read.findRecords([digits], signal()))).toEqual(['IDENTITY_MISMATCH']);
  });

  it('touches no other batch', async () => {
    await using place = await startPlace(
      ({ body }) => (body.includes(wu.number) ? ok(about(stranger)) : ok()),
      { options: { batchLimit: 1 } },
    );

    expect(codes(await place.read.findRecords([wu, zheng], signal()))).toEqual(['IDENTITY_MISMATCH', null]);
  });
});

describe('a row that breaks the contract', () => {
  it.each([
    ['a day that does not exist', { qfrq: '20260230' }, 'qfrq'],
    ['no day where there must be one', { qfrq: '' }, 'qfrq'],
    ['a missing key', { jzdz: undefined }, 'jzdz'],
    ['a number for a text', { jzzbh: 430_104 }, 'jzzbh'],
    ['a data time that is none', { sjgxsj: '20261122' }, 'sjgxsj'],
    ['no name', { xm: ' ' }, 'name'],
  ])('fails its own holder only: %s', async (_what, change, field) => {
    await using place = await startPlace(() => ok(about(wu, { ...permit, ...change }), about(zheng, permit)));

    const [failed, healthy] = await place.read.findResidencePermits([wu, zheng], signal());

    expect(failed).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE', jurisdiction: '430000' });
    expect(String(failed)).toContain(field);
    expect(String(failed)).not.toMatch(/1099|吴|试验|2026|430104/);
    expect(healthy).toMatchObject({ number: permit.jzzbh });
  });

  it('is not one of two about the same person', async () => {
    await using place = await startPlace(() => ok(about(wu), about(wu)));

    expect(codes(await place.read.findRecords([wu], signal()))).toEqual(['JURISDICTION_BAD_RESPONSE']);
  });
});

describe('an answer that breaks the contract', () => {
  it.each<[string, Record<string, unknown>, object | string]>([
    ['a page for people', {}, '<html><body>请登录</body></html>'],
    ['nothing', {}, ''],
    ['half an answer', {}, '{"code":"200","data":[{"gmsfhm":"1'],
    ['a code that is a number', {}, { code: 200, data: [] }],
    ['no rows on success', {}, { code: '200', data: null }],
    ['rows in a text where none is expected', {}, { code: '200', data: '[]' }],
    ['rows where a text is expected', { wrapper: 'json-string' }, { code: '200', data: [] }],
    ['a text that is not JSON', { wrapper: 'json-string' }, { code: '200', data: '[{"gmsfhm":1099' }],
    ['an empty text', { wrapper: 'json-string' }, { code: '200', data: '' }],
    [
      'a repeated key in the inner text',
      { wrapper: 'json-string' },
      { code: '200', data: '[{"xm":"1","xm":"2"}]' },
    ],
    ['depth in the inner text', { wrapper: 'json-string' }, { code: '200', data: '['.repeat(100) }],
    ['a row about nobody', {}, { code: '200', data: [{ sjgxsj: '20261122103000' }] }],
    ['a row about two', {}, { code: '200', data: [{ ...about(wu), tyshxydm: company.number }] }],
    ['a row that is a text', {}, { code: '200', data: ['吴试一'] }],
  ])('rejects: %s', async (_what, options, answer) => {
    await using place = await startPlace(() => answer, { options });

    const failure = place.read.findRecords([wu], signal());

    await expect(failure).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      retryable: false,
      message: expect.not.stringMatching(/1099|吴|登录/),
    });
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x7d])],
    ['half a surrogate pair', '{"code":"200","data":[{"xm":"\\ud842"}]}'],
    ['a character lost earlier', '{"code":"200","data":[{"xm":"\uFFFD"}]}'],
  ])('rejects %s as bad encoding', async (_what, answer) => {
    await using place = await startPlace(() => answer);

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({ code: 'BAD_ENCODING' });
  });

  it('rejects half a surrogate pair in the inner text as well', async () => {
    await using place = await startPlace(() => ({ code: '200', data: '[{"xm":"\\ud842"}]' }), {
      options: { wrapper: 'json-string' },
    });

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({ code: 'BAD_ENCODING' });
  });

  it('rejects an HTTP status that the business layer never gives', async () => {
    await using place = await startPlace(() => (response) => response.writeHead(404).end());

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      upstreamCode: 'HTTP 404',
    });
  });
});

describe('a refusal', () => {
  it('rejects with the code that the place gave, unknown ones included', async () => {
    await using place = await startPlace(() => ({ code: '399', message: '吴试一查询失败', data: null }));

    await expect(place.read.findHukou([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_REJECTED',
      upstreamCode: '399',
      retryable: false,
      message: expect.not.stringMatching(/吴/),
    });
    expect(place.requests).toHaveLength(1);
  });

  it('for maintenance tells when to come back and is not repeated before', async () => {
    await using place = await startPlace(
      () => ({ code: '308', message: '系统维护中', data: null, hfsj: '20261122110000' }),
      { options: { wrapper: 'json-string' } },
    );

    await expect(place.read.findHukou([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_UNAVAILABLE',
      retryable: true,
      retryAfter: 1_800,
    });
    expect(place.requests).toHaveLength(1);
  });

  it('of one batch rejects the whole question', async () => {
    await using place = await startPlace(
      ({ body }) => (body.includes(zheng.number) ? { code: '309', data: null } : ok(about(wu))),
      { options: { batchLimit: 1 } },
    );

    await expect(place.read.findRecords([wu, zheng], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BUSY',
    });
  });

  it('for an internal failure is repeated once, with a new nonce and time', async () => {
    let now = NOW;
    await using place = await startPlace(
      (_request, count) => {
        now += 1;
        return count === 1 ? { code: '300', data: null } : ok(about(wu));
      },
      { now: () => now },
    );

    expect(await place.read.findRecords([wu], signal())).toEqual([{ asOf }]);
    expect(place.requests.map(({ headers }) => [headers['x-dx-nonce'], headers['x-dx-time']])).toEqual([
      ['0000000000000001', String(NOW)],
      ['0000000000000002', String(NOW + 1)],
    ]);
  });
});

describe('a place that is away', () => {
  it('is unavailable when nobody listens, and its breaker opens', async () => {
    const place = await startPlace(() => ok());
    await place[Symbol.asyncDispose]();

    const failures: unknown[] = [];
    for (let call = 0; call < 12; call += 1) {
      failures.push(await place.read.findRecords([wu], signal()).catch((error: unknown) => error));
    }

    expect(failures.every((error) => error instanceof TongbanError)).toBe(true);
    expect(codes(failures)).toEqual(failures.map(() => 'JURISDICTION_UNAVAILABLE'));
    expect(place.breakerStates).toEqual(['findRecords open']);
    expect(failures.at(-1)).toMatchObject({ retryable: true, retryAfter: expect.any(Number) });
  });

  it('is left alone when the caller leaves', async () => {
    const caller = new AbortController();
    await using place = await startPlace(
      (_request, count) => (response) => {
        if (count === 2) caller.abort(new TongbanError('DEADLINE_EXCEEDED', 'left'));
        response.on('close', () => closed.push(count));
      },
      { options: { batchLimit: 1 } },
    );
    const closed: number[] = [];

    const failure = place.read.findRecords([wu, zheng], caller.signal);

    await expect(failure).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'left' });
    await expect.poll(() => closed.toSorted()).toEqual([1, 2]);
  });
});

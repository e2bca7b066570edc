import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { about, asOf, codes, company, ok, signal, wu, zheng } from './rows.ts';
import { NOW, startPlace } from './startPlace.ts';

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

import { describe, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { account, codes, ok, person, readAccount, signal, wu } from './rows.ts';
import { startPlace } from './startPlace.ts';

describe('an answer that breaks the contract', () => {
  it.each<[string, object | string]>([
    ['a page for people', '<html><body>请登录</body></html>'],
    ['nothing', ''],
    ['half an answer', '{"code":"0000","rows":[{"ZJHM":"1099'],
    ['a list', '[]'],
    ['no code', { msg: '交易成功' }],
    ['a code that is a number', { ...ok([]), code: 0 }],
    ['no rows on success', { ...ok([]), rows: undefined }],
    ['one row instead of a list', { ...ok([]), rows: account(wu) }],
    ['no centre', ok([], { JGMC: '  ' })],
    ['no time', ok([], { SJSJ: undefined })],
    ['a time that does not exist', ok([], { SJSJ: '20261122250000' })],
    ['a repeated key', '{"code":"3001","code":"0000"}'],
    ['depth', `{"code":"0000","rows":${'['.repeat(100)}${']'.repeat(100)}}`],
  ])('rejects: %s', async (_what, answer) => {
    await using place = await startPlace(() => answer);

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      retryable: false,
      message: expect.not.stringMatching(/1099|吴|登录/),
    });
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xc4, 0xe3, 0x22, 0x7d])],
    ['half a surrogate pair', '{"code":"0000","JGMC":"\\ud842"}'],
    ['a character lost earlier', '{"code":"0000","JGMC":"\uFFFD"}'],
  ])('rejects %s as bad encoding', async (_what, answer) => {
    await using place = await startPlace(() => answer);

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({ code: 'BAD_ENCODING' });
  });
});

describe('a refusal', () => {
  it('rejects with the code that the place gave, unknown ones included', async () => {
    await using place = await startPlace(() => ({ code: '4711', msg: '吴试一查询失败' }));

    await expect(place.read.findLoans([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_REJECTED',
      upstreamCode: '4711',
      retryable: false,
      message: expect.not.stringMatching(/吴/),
    });
    expect(place.requests).toHaveLength(1);
  });

  it('by a proxy is told by its status', async () => {
    await using place = await startPlace(() => (response) => response.writeHead(503).end('<html>503</html>'));

    await expect(place.read.findRecords([wu], signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BUSY',
      upstreamCode: 'HTTP 503',
    });
  });
});

describe('a place that is away', () => {
  it('is unavailable when nobody listens, and its breaker opens', async () => {
    const place = await startPlace(() => ok([]));
    await place[Symbol.asyncDispose]();

    const failures: unknown[] = [];
    for (let call = 0; call < 12; call += 1) {
      failures.push(await place.read.findRecords([wu], signal()).catch((error: unknown) => error));
    }

    expect(codes(failures)).toEqual(failures.map(() => 'JURISDICTION_UNAVAILABLE'));
    expect(place.breakerStates).toEqual(['findRecords open']);
    expect(failures.at(-1)).toMatchObject({ retryable: true, retryAfter: expect.any(Number) });
  });

  it('is asked again when it dropped the connection', async () => {
    await using place = await startPlace((_request, count) =>
      count === 1 ? (response) => response.destroy() : ok([account(wu)]),
    );

    expect(await place.read.findRecords([wu], signal())).toMatchObject([{ accounts: [readAccount] }]);
    expect(place.requests).toHaveLength(2);
  });

  it('is left alone when the caller leaves', async () => {
    const caller = new AbortController();
    const closed: number[] = [];
    const holders = Array.from({ length: 51 }, (_, index) => person(index + 1, `试${index}`));
    await using place = await startPlace((_request, count) => (response) => {
      response.on('close', () => closed.push(count));
      if (count === 2) caller.abort(new TongbanError('DEADLINE_EXCEEDED', 'left'));
    });

    const failure = place.read.findRecords(holders, caller.signal);

    await expect(failure).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'left' });
    await expect.poll(() => closed.toSorted()).toEqual([1, 2]);
  });
});

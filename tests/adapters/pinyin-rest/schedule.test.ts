import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { about, company, ok, signal, stranger, wu } from './rows.ts';
import { startPlace } from './startPlace.ts';

const CONTRACT = '1099JK0000000001';
const request = z.object({
  ZJHM: z.literal(wu.number),
  JKHTBH: z.literal(CONTRACT),
  KSQC: z.string(),
  QS: z.string(),
});
const keys = { ...about(wu), JKHTBH: CONTRACT };
const row = (number: number, more: object = {}) => ({
  QC: String(number),
  YHRQ: '20261120',
  YHBJ: '1500.00',
  YHLX: '775.00',
  ...more,
});
const read = (number: number) => ({
  number,
  dueOn: '2026-11-20',
  principalFen: 150_000n,
  interestFen: 77_500n,
});
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A loan of which these instalments are still due. */
function startLoan(due: readonly number[]) {
  return startPlace(({ body }) => {
    const { KSQC, QS } = request.parse(JSON.parse(body));
    const wanted = due.filter((number) => number >= Number(KSQC)).slice(0, Number(QS));
    return ok(
      wanted.map((number) => row(number)),
      keys,
    );
  });
}

describe('a schedule', () => {
  it('is asked for in parts of at most 120, each behind the one before', async () => {
    await using place = await startLoan(numbers(20, 500));

    const schedule = await place.read.findSchedule(wu, CONTRACT, 360, signal());

    expect(schedule).toEqual(numbers(20, 379).map(read));
    expect(place.requests.map(({ path, body }) => [path, body])).toEqual([
      ['/gjj/hkjh/query', `{"ZJHM":"${wu.number}","JKHTBH":"${CONTRACT}","KSQC":"","QS":"120"}`],
      ['/gjj/hkjh/query', `{"ZJHM":"${wu.number}","JKHTBH":"${CONTRACT}","KSQC":"140","QS":"120"}`],
      ['/gjj/hkjh/query', `{"ZJHM":"${wu.number}","JKHTBH":"${CONTRACT}","KSQC":"260","QS":"120"}`],
    ]);
  });

  it('ends where the loan ends', async () => {
    await using place = await startLoan([78, 80, 81]);

    expect(await place.read.findSchedule(wu, CONTRACT, 360, signal())).toEqual([78, 80, 81].map(read));
    expect(place.requests).toHaveLength(1);
  });

  it('of a settled or foreign contract, and of an unknown person, is empty', async () => {
    await using place = await startPlace((_request, count) => ok([], count === 1 ? keys : {}));

    expect(await place.read.findSchedule(wu, CONTRACT, 12, signal())).toEqual([]);
    expect(await place.read.findSchedule(wu, CONTRACT, 12, signal())).toEqual([]);
  });

  it('of a company is not asked for', async () => {
    await using place = await startLoan([1]);

    expect(await place.read.findSchedule(company, CONTRACT, 12, signal())).toEqual([]);
    expect(place.requests).toEqual([]);
  });
});

describe('a schedule is refused', () => {
  it.each<[string, object, string]>([
    ['about another person', { ...about(stranger), JKHTBH: CONTRACT }, 'IDENTITY_MISMATCH'],
    ['under another name', { ...keys, XINGMING: stranger.name }, 'IDENTITY_MISMATCH'],
    ['about nobody', { JKHTBH: CONTRACT }, 'IDENTITY_MISMATCH'],
    ['without a name', { ...keys, XINGMING: ' ' }, 'JURISDICTION_BAD_RESPONSE'],
    ['about another contract', { ...keys, JKHTBH: '1099JK0000000002' }, 'JURISDICTION_BAD_RESPONSE'],
    ['about no contract', about(wu), 'JURISDICTION_BAD_RESPONSE'],
  ])('%s', async (_what, answer, code) => {
    await using place = await startPlace(() => ok([row(1)], answer));

    await expect(place.read.findSchedule(wu, CONTRACT, 12, signal())).rejects.toMatchObject({
      code,
      message: expect.not.stringMatching(/1099|试/),
    });
  });

  it('about another person also without rows', async () => {
    await using place = await startPlace(() => ok([], about(stranger)));

    await expect(place.read.findSchedule(wu, CONTRACT, 12, signal())).rejects.toMatchObject({
      code: 'IDENTITY_MISMATCH',
    });
  });

  it.each<[string, object[]]>([
    ['out of order', [row(2), row(1)]],
    ['with a number twice', [row(1), row(1)]],
    ['with a number below one', [row(0)]],
    ['longer than asked for', [row(1), row(2), row(3)]],
    ['with a day that does not exist', [row(1, { YHRQ: '20261131' })]],
    ['with an amount below zero', [row(1, { YHBJ: '-1.00' })]],
    ['without an amount', [row(1, { YHLX: '' })]],
  ])('%s', async (_what, rows) => {
    await using place = await startPlace(() => ok(rows, keys));

    await expect(place.read.findSchedule(wu, CONTRACT, 2, signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
    });
  });

  it('whose second part begins before its first one ended', async () => {
    await using place = await startPlace(() =>
      ok(
        numbers(1, 120).map((number) => row(number)),
        keys,
      ),
    );

    await expect(place.read.findSchedule(wu, CONTRACT, 240, signal())).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
    });
    expect(place.requests).toHaveLength(2);
  });
});

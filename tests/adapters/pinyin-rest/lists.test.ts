import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HousingFundRead } from '../../../adapters/housing-fund/port.ts';
import { about, company, deposit, NOW, ok, signal, stranger, withdrawal, wu } from './rows.ts';
import { startPlace } from './startPlace.ts';

const ACCOUNT = '109901000001';
const keys = { ...about(wu), GRZH: ACCOUNT };
const request = z.object({ YM: z.coerce.number().min(1), MYTS: z.coerce.number().min(1).max(50) });
const indices = (newest: number, oldest: number) =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);

/** A person with entries 1 to `count`, the greater the newer; `grow` is told of every call before it is answered. */
async function startList(count: number, toRow: (index: number) => object, grow = (_calls: number) => 0) {
  let newest = count;
  return startPlace(({ body }, calls) => {
    newest += grow(calls);
    const { YM, MYTS } = request.parse(JSON.parse(body));
    const rows = indices(newest, 1).slice((YM - 1) * MYTS, YM * MYTS);
    return ok(rows.map(toRow), { ...keys, ZTS: String(newest) });
  });
}

type Place = { readonly read: HousingFundRead };
async function deposits({ read }: Place, first: number, after: string | null = null) {
  const { asOf, nodes, endCursor } = await read.findDeposits(wu, ACCOUNT, { first, after }, signal());
  return { asOf, indices: nodes.map(({ amountFen }) => Number(amountFen) / 100), endCursor };
}
async function withdrawals({ read }: Place, first: number, after: string | null = null) {
  const { asOf, nodes, endCursor } = await read.findWithdrawals(wu, { first, after }, signal());
  return { asOf, indices: nodes.map(({ amountFen }) => Number(amountFen) / 100), endCursor };
}

describe('a page', () => {
  it('asks only for what adds to the balance', async () => {
    await using place = await startList(1, deposit);

    await deposits(place, 20);

    expect(place.requests.map(({ path, body }) => [path, body])).toEqual([
      [
        '/gjj/jcmx/query',
        `{"ZJHM":"${wu.number}","GRZH":"${ACCOUNT}","YWLX":["01","02","08","09","99"],"YM":"1","MYTS":"20"}`,
      ],
    ]);
  });

  it('is read whole', async () => {
    const entries = [deposit(2, { YWLX: '09', HJYF: '      ' }), deposit(1)];
    await using place = await startPlace(() => ok(entries, { ...keys, ZTS: '2' }));

    expect(await place.read.findDeposits(wu, ACCOUNT, { first: 2, after: null }, signal())).toEqual({
      asOf: NOW,
      nodes: [
        { month: null, kind: 'INTEREST', amountFen: 200n, recordedOn: '2024-01-02' },
        { month: '2026-10', kind: 'REGULAR', amountFen: 100n, recordedOn: '2024-01-01' },
      ],
      endCursor: null,
    });
  });

  it.each([
    ['deposits', deposit, deposits, 120],
    ['withdrawals', withdrawal, withdrawals, 100],
  ] as const)('of %s may be larger than the system gives at once', async (_what, toRow, ask, first) => {
    await using place = await startList(130, toRow);

    const page = await ask(place, first);

    expect(page).toEqual({
      asOf: NOW,
      indices: indices(130, 131 - first),
      endCursor: `${130 - first}/130`,
    });
    expect(place.requests.length).toBeLessThanOrEqual(3);
  });

  it('follows the one before until the end, without a gap or a repetition, in pages of any size', async () => {
    await using place = await startList(173, deposit);
    const sizes = [1, 2, 120, 7, 50, 13];

    const seen: number[] = [];
    let after: string | null = null;
    do {
      const page = await deposits(place, sizes[seen.length % sizes.length] ?? 1, after);
      seen.push(...page.indices);
      after = page.endCursor;
    } while (after !== null);

    expect(seen).toEqual(indices(173, 1));
  });

  it('stops asking where the list ends', async () => {
    await using place = await startList(45, deposit);

    expect(await deposits(place, 120)).toEqual({ asOf: NOW, indices: indices(45, 1), endCursor: null });
    expect(place.requests).toHaveLength(2);
  });

  it('of an unknown person, or of an account that is not theirs, is empty', async () => {
    await using place = await startPlace((_request, count) =>
      ok([], count === 1 ? { ZTS: '0' } : { ...keys, ZTS: '0' }),
    );

    expect(await deposits(place, 20)).toEqual({ asOf: NOW, indices: [], endCursor: null });
    expect(await deposits(place, 20)).toEqual({ asOf: NOW, indices: [], endCursor: null });
  });

  it('of a company is not asked for', async () => {
    await using place = await startList(1, deposit);
    const page = { first: 20, after: null };
    const nothing = { asOf: null, nodes: [], endCursor: null };

    expect(await place.read.findDeposits(company, ACCOUNT, page, signal())).toEqual(nothing);
    expect(await place.read.findWithdrawals(company, page, signal())).toEqual(nothing);
    expect(place.requests).toEqual([]);
  });

  it('after a text that is no cursor is not asked for', async () => {
    await using place = await startList(1, deposit);

    await expect(deposits(place, 20, '2026')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(withdrawals(place, 20, '3/2')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(place.requests).toEqual([]);
  });

  it('tells the time of the oldest of its parts', async () => {
    await using place = await startPlace(({ body }, count) => {
      const { YM, MYTS } = request.parse(JSON.parse(body));
      return ok(
        indices(100, 1)
          .slice((YM - 1) * MYTS, YM * MYTS)
          .map((index) => withdrawal(index)),
        {
          ...keys,
          ZTS: '100',
          SJSJ: count === 1 ? '20261122103000' : '20261122102959',
        },
      );
    });

    expect(await withdrawals(place, 100)).toMatchObject({ asOf: NOW - 1_000 });
  });
});

describe('a list that grows at its front', () => {
  it('between two pages repeats nothing and leaves nothing out', async () => {
    await using place = await startList(10, deposit, (calls) => (calls === 2 ? 3 : 0));

    const first = await deposits(place, 4);
    const second = await deposits(place, 4, first.endCursor);
    const third = await deposits(place, 4, second.endCursor);

    expect([first, second, third].map((page) => page.indices)).toEqual([
      [10, 9, 8, 7],
      [6, 5, 4, 3],
      [2, 1],
    ]);
    expect(third.endCursor).toBeNull();
  });

  it('while a page is read is read again from its new beginning', async () => {
    await using place = await startList(130, deposit, (calls) => (calls === 2 ? 1 : 0));

    expect(await deposits(place, 120)).toEqual({ asOf: NOW, indices: indices(131, 12), endCursor: '11/131' });
    expect(place.requests).toHaveLength(5);
  });

  it('while a later page is read stays where that page began', async () => {
    await using place = await startList(200, deposit, (calls) => (calls === 2 ? 1 : 0));

    expect(await deposits(place, 120, '180/200')).toEqual({
      asOf: NOW,
      indices: indices(180, 61),
      endCursor: '60/201',
    });
  });

  it('at every call is given up', async () => {
    await using place = await startList(130, deposit, () => 1);

    await expect(deposits(place, 120)).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
    expect(place.requests).toHaveLength(6);
  });

  it('may also have shrunk', async () => {
    await using place = await startList(3, deposit);

    expect(await deposits(place, 20, '8/10')).toEqual({ asOf: NOW, indices: [3, 2, 1], endCursor: null });
  });
});

describe('a system that forgets the filter', () => {
  it('does not get its outflows shown as deposits', async () => {
    const entries = [
      deposit(4, { YWLX: '11', FSE: '-4.00' }),
      deposit(3),
      deposit(2, { YWLX: '06', FSE: '-2.00', HJYF: '' }),
      deposit(1),
    ];
    await using place = await startPlace(() => ok(entries, { ...keys, ZTS: '4' }));

    expect(await deposits(place, 4)).toEqual({ asOf: NOW, indices: [3, 1], endCursor: null });
  });
});

describe('a page is refused', () => {
  it.each<[string, object, string]>([
    ['about another person', { ...keys, ...about(stranger), ZTS: '1' }, 'IDENTITY_MISMATCH'],
    ['under another name', { ...keys, XINGMING: stranger.name, ZTS: '1' }, 'IDENTITY_MISMATCH'],
    ['about nobody', { GRZH: ACCOUNT, ZTS: '1' }, 'IDENTITY_MISMATCH'],
    ['about another account', { ...keys, GRZH: '109901000002', ZTS: '1' }, 'JURISDICTION_BAD_RESPONSE'],
    ['without a count', keys, 'JURISDICTION_BAD_RESPONSE'],
    ['with a count in words', { ...keys, ZTS: '一' }, 'JURISDICTION_BAD_RESPONSE'],
    ['with fewer rows than it counts', { ...keys, ZTS: '2' }, 'JURISDICTION_BAD_RESPONSE'],
    ['with more rows than it counts', { ...keys, ZTS: '0' }, 'JURISDICTION_BAD_RESPONSE'],
    ['without its time', { ...keys, ZTS: '1', SJSJ: '' }, 'JURISDICTION_BAD_RESPONSE'],
  ])('%s', async (_what, answer, code) => {
    await using place = await startPlace(() => ok([deposit(1)], answer));

    await expect(deposits(place, 20)).rejects.toMatchObject({
      code,
      message: expect.not.stringMatching(/1099|试/),
    });
  });

  it.each<[string, object[]]>([
    ['with a row twice', [deposit(1), deposit(1)]],
    ['with the oldest first', [deposit(1), deposit(2)]],
    ['with a month that does not exist', [deposit(2, { HJYF: '202600' }), deposit(1)]],
    ['with an amount in words', [deposit(2, { FSE: '二' }), deposit(1)]],
    ['without a day', [deposit(2, { JZRQ: '' }), deposit(1)]],
    ['without a kind', [deposit(2, { YWLX: ' ' }), deposit(1)]],
    ['without a serial number', [deposit(2, { YWLSH: '' }), deposit(1)]],
  ])('%s', async (_what, rows) => {
    await using place = await startPlace(() => ok(rows, { ...keys, ZTS: '2' }));

    await expect(deposits(place, 20)).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('without a count, also where it has no rows', async () => {
    await using place = await startPlace(() => ok([], keys));

    await expect(deposits(place, 20)).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('whose withdrawals are out of order, or below zero', async () => {
    const answers = [
      [withdrawal(1), withdrawal(2, { TQRQ: '' }), withdrawal(3)],
      [withdrawal(3, { TQE: '-3.00' }), withdrawal(2), withdrawal(1)],
    ];
    await using place = await startPlace((_request, count) =>
      ok(answers[count - 1] ?? [], { ...keys, ZTS: '3' }),
    );

    await expect(withdrawals(place, 20)).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
    await expect(withdrawals(place, 20)).rejects.toMatchObject({
      code: 'JURISDICTION_BAD_RESPONSE',
      message: expect.stringContaining('TQE'),
    });
  });

  it('not because withdrawals of release 3.1 lack their days', async () => {
    const rows = [withdrawal(2, { TQRQ: undefined }), withdrawal(1, { TQRQ: undefined })];
    await using place = await startPlace(() => ok(rows, { ...keys, ZTS: '2' }));

    expect(await withdrawals(place, 20)).toMatchObject({ indices: [2, 1] });
  });
});

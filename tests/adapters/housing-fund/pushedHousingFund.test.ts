import { describe, expect, it } from 'vitest';
import { PushedHousingFund } from '../../../adapters/housing-fund/PushedHousingFund.ts';
import { HOUSING_FUND_FORMS } from '../../../adapters/housing-fund/pushedForms.ts';
import { PushedReader } from '../../../adapters/inbound/PushedReader.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { person } from '../exchange-table/rows.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

const { signal } = new AbortController();
const SOMEBODY = person(1);
const COMPANY: HolderIdentity = {
  kind: 'LEGAL_PERSON',
  number: parseCreditCode('91430000000000000X'),
  name: '九曲软件技术有限公司',
};

describe('a housing fund that tells us what it holds', () => {
  it('gives its deposits page by page, account by account; what is booked meanwhile shifts nothing', async () => {
    const { read, push } = createPlace();
    await push('deposits', deposits('5', '4', '3', '2', '1'), 1_000);
    const page = (after: string | null) =>
      read.findDeposits(SOMEBODY, '430700000960', { first: 2, after }, signal);
    const first = await page(null);
    await push('deposits', deposits('7', '6', '5', '4x', '4', '3', '2', '1'), 2_000);

    const second = await page(first.endCursor);
    const third = await page(second.endCursor);
    expect(
      [first, second, third].map(({ asOf, nodes }) => [asOf, nodes.map(({ amountFen }) => amountFen)]),
    ).toEqual([
      [1_000, [5n, 4n]],
      [2_000, [3n, 2n]],
      [2_000, [1n]],
    ]);
    expect(third.endCursor).toBeNull();
    expect(first.nodes[0]).toEqual({
      month: '2026-10',
      kind: 'REGULAR',
      amountFen: 5n,
      recordedOn: '2026-10-08',
    });
    await expect(page('99')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('gives the schedule of one loan', async () => {
    const { read, push } = createPlace();
    const installment = { dueOn: parseCalendarDate('20261120'), principalFen: 152_777n, interestFen: 1n };
    const content = HOUSING_FUND_FORMS.schedules.write([
      { contractNumber: 'A', number: 2, ...installment },
      { contractNumber: 'B', number: 9, ...installment },
      { contractNumber: 'A', number: 3, ...installment },
      { contractNumber: 'A', number: 4, ...installment },
    ]);
    await push('schedules', content, 1_000);

    expect(await read.findSchedule(SOMEBODY, 'A', 2, signal)).toEqual([
      { number: 2, ...installment },
      { number: 3, ...installment },
    ]);
    expect(await read.findSchedule(SOMEBODY, 'C', 2, signal)).toEqual([]);
  });

  it('keeps the order of the holders, says nothing of companies, and asks about the missing only', async () => {
    const { read, push, asked } = createPlace();
    await push('loans', null, 1_000);
    const answers = await read.findLoans([COMPANY, person(2), SOMEBODY, person(1, '林小满')], signal);

    expect(answers).toEqual([
      [],
      expect.objectContaining({ code: 'JURISDICTION_UNAVAILABLE', retryAfter: 60 }),
      [],
      expect.objectContaining({ code: 'IDENTITY_MISMATCH' }),
    ]);
    expect(asked).toEqual([person(2)]);
    expect(await read.findRecords([COMPANY], signal)).toEqual([null]);
    expect(await read.findWithdrawals(COMPANY, { first: 1, after: null }, signal)).toEqual({
      asOf: null,
      nodes: [],
      endCursor: null,
    });
  });
});

/** Bookings of two accounts; the amount is the number. */
function deposits(...serials: readonly string[]): string {
  return HOUSING_FUND_FORMS.deposits.write(
    serials.flatMap((serial) =>
      ['430700000960', '430700000961'].map((accountNumber) => ({
        serial: accountNumber.endsWith('0') ? serial : `${serial}-other`,
        accountNumber,
        month: parseYearMonth('202610'),
        kind: 'REGULAR' as const,
        amountFen: BigInt(serial.replace('x', '')),
        recordedOn: parseCalendarDate('20261008'),
      })),
    ),
  );
}

function createPlace() {
  const store = createMemoryStore();
  const asked: HolderIdentity[] = [];
  const reader = new PushedReader({
    jurisdiction: parseDivisionCode('430700'),
    records: store.records,
    askLater: (_facet, holders) => asked.push(...holders),
    retryAfter: 60,
  });
  const push = async (facet: string, content: string | null, asOf: number) => {
    const record = {
      facet,
      kind: SOMEBODY.kind,
      number: SOMEBODY.number,
      name: SOMEBODY.name,
      asOf,
      content,
    };
    await store.inbox.take({
      id: `${facet} ${asOf}`,
      kind: 'TEST',
      sentAt: null,
      tie: 0n,
      body: new Uint8Array(),
      answers: null,
      records: [record],
      faults: [],
    });
  };
  return { read: new PushedHousingFund(reader), push, asked };
}

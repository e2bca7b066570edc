import { describe, expect, it } from 'vitest';
import { PushedReader } from '../../../adapters/inbound/PushedReader.ts';
import { PushedSocialInsurance } from '../../../adapters/social-insurance/PushedSocialInsurance.ts';
import { SOCIAL_INSURANCE_FORMS } from '../../../adapters/social-insurance/pushedForms.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { Scheme } from '../../../domain/social-insurance/scheme.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { person } from '../exchange-table/rows.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';

const { signal } = new AbortController();
const SOMEBODY = person(1);
const ALL = { scheme: null, from: null, to: null };

describe('contributions that were pushed', () => {
  it('are given page by page; a month that is added meanwhile shifts nothing', async () => {
    const { read, push } = createPlace();
    await push(['202610 EMPLOYEE_PENSION', '202610 UNEMPLOYMENT', '202609 EMPLOYEE_PENSION'], 1_000);
    const page = (after: string | null) => read.findContributions(SOMEBODY, ALL, { first: 1, after }, signal);
    const first = await page(null);
    await push(
      [
        '202611 EMPLOYEE_PENSION',
        '202610 EMPLOYEE_PENSION',
        '202610 UNEMPLOYMENT',
        '202609 EMPLOYEE_PENSION',
      ],
      2_000,
    );

    const second = await page(first.endCursor);
    const third = await page(second.endCursor);
    expect(
      [first, second, third].map(({ asOf, nodes }) => [
        asOf,
        nodes.map(({ month, scheme }) => `${month} ${scheme}`),
      ]),
    ).toEqual([
      [1_000, ['2026-10 EMPLOYEE_PENSION']],
      [2_000, ['2026-10 UNEMPLOYMENT']],
      [2_000, ['2026-09 EMPLOYEE_PENSION']],
    ]);
    expect(third.endCursor).toBeNull();
    await expect(page('nonsense')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('skip no month where a later push has taken rows away', async () => {
    const { read, push } = createPlace();
    await push(['202610 EMPLOYEE_PENSION', '202610 UNEMPLOYMENT', '202609 EMPLOYEE_PENSION'], 1_000);
    const first = await read.findContributions(SOMEBODY, ALL, { first: 2, after: null }, signal);
    await push(['202609 EMPLOYEE_PENSION'], 2_000);

    const second = await read.findContributions(SOMEBODY, ALL, { first: 2, after: first.endCursor }, signal);
    expect(second.nodes.map(({ month }) => month)).toEqual(['2026-09']);
  });

  it('keep to the filter, both ends included', async () => {
    const { read, push } = createPlace();
    await push(
      [
        '202610 UNEMPLOYMENT',
        '202609 EMPLOYEE_PENSION',
        '202609 UNEMPLOYMENT',
        '202608 UNEMPLOYMENT',
        '202607 UNEMPLOYMENT',
      ],
      1_000,
    );
    const filter = {
      scheme: 'UNEMPLOYMENT',
      from: parseYearMonth('202608'),
      to: parseYearMonth('202609'),
    } as const;

    const { nodes, endCursor } = await read.findContributions(
      SOMEBODY,
      filter,
      { first: 9, after: null },
      signal,
    );
    expect(nodes.map(({ month }) => month)).toEqual(['2026-09', '2026-08']);
    expect(endCursor).toBeNull();
  });

  it('of somebody never told of are unavailable for now', async () => {
    const { read } = createPlace();

    await expect(
      read.findContributions(person(2), ALL, { first: 1, after: null }, signal),
    ).rejects.toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, retryAfter: 60 });
  });
});

function createPlace() {
  const store = createMemoryStore();
  const reader = new PushedReader({
    jurisdiction: parseDivisionCode('430000'),
    records: store.records,
    askLater: () => undefined,
    retryAfter: 60,
  });
  const push = async (rows: readonly `${string} ${Scheme}`[], asOf: number) => {
    const content = SOCIAL_INSURANCE_FORMS.contributions.write(
      rows.map((row) => ({
        month: parseYearMonth(row.slice(0, 6)),
        scheme: row.slice(7) as Scheme,
        contributionBaseFen: 100n,
        personalFen: 8n,
        employerFen: 16n,
      })),
    );
    const { kind, number, name } = SOMEBODY;
    await store.inbox.take({
      id: String(asOf),
      kind: 'TEST',
      sentAt: null,
      tie: 0n,
      body: new Uint8Array(),
      answers: null,
      records: [{ facet: 'contributions', kind, number, name, asOf, content }],
      faults: [],
    });
  };
  return { read: new PushedSocialInsurance(reader), push };
}

import { describe, expect, it } from 'vitest';
import type { ContributionFilter } from '../../../adapters/social-insurance/port.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { business, lin, NOT_ON_FILE, wang } from './business.ts';
import { DATA_TIME, type ReceivedRequest, startPlace } from './startPlace.ts';

const patient = new AbortController().signal;
const ALL: ContributionFilter = { scheme: null, from: null, to: null };
const month = parseYearMonth;

/** Month and scheme, as the system's file holds them, the newest month first. */
type File = readonly (readonly [string, string])[];

const FILE: File = [
  ['2025-12', '110'],
  ['2025-12', '310'],
  ['2025-11', '110'],
  ['2025-11', '310'],
  ['2025-10', '110'],
];

/** Two schemes in each of many months, from 2025-12 backwards. */
const LONG_FILE: File = Array.from({ length: 75 }, (_, index) => {
  const months = 2025 * 12 + 11 - index;
  const written = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  return [
    [written, '110'],
    [written, '310'],
  ] as const;
}).flat();

/** Answers from a file as section 6 of the specification says. */
function answerFrom(file: File, { business: asked }: ReceivedRequest, firstPage = 0) {
  const { aae140, aae041 = '0000-00', aae042 = '9999-99' } = asked;
  const pageSize = Number(asked['pageSize'] ?? 20);
  const pageNum = Number(asked['pageNum'] ?? firstPage);
  if (pageSize > 100) return { business: { rtnCode: '3002', rtnMsg: '每页条数超出上限' } };
  const matching = file.filter(
    ([at, scheme]) => at >= aae041 && at <= aae042 && (aae140 === undefined || aae140 === scheme),
  );
  const start = (pageNum - firstPage) * pageSize;
  const rows = matching.slice(start, start + pageSize).map(([aae003, scheme]) => ({
    aae003,
    aae140: scheme,
    aae180: '12345.5',
    yac183: '987.64',
    yab183: '1975',
  }));
  return { business: { ...business(rows), page: { pageNum, pageSize, total: matching.length } } };
}

const inShort = (nodes: readonly { month: string; scheme: string }[]) =>
  nodes.map((node) => `${node.month} ${node.scheme}`);

describe('contributions', () => {
  it('come the newest first, in fen', async () => {
    await using place = await startPlace((request) => answerFrom(FILE, request));

    const page = await place.read.findContributions(lin, ALL, { first: 1, after: null }, patient);

    expect(page).toEqual({
      asOf: DATA_TIME,
      nodes: [
        {
          month: '2025-12',
          scheme: 'EMPLOYEE_PENSION',
          contributionBaseFen: 1_234_550n,
          personalFen: 98_764n,
          employerFen: 197_500n,
        },
      ],
      endCursor: expect.any(String),
    });
    expect(place.requests.map((request) => request.business)).toEqual([
      { aac002: lin.number, aac003: '林小满', pageNum: 0, pageSize: 1 },
    ]);
  });

  it.each([0, 1])('can be paged to the end where pages begin at %d', async (firstPage) => {
    await using place = await startPlace((request) => answerFrom(FILE, request, firstPage), {
      options: { firstPage },
    });
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const { nodes, endCursor } = await place.read.findContributions(lin, ALL, { first: 2, after }, patient);
      pages.push(inShort(nodes));
      after = endCursor;
    } while (after !== null);

    expect(pages).toEqual([
      ['2025-12 EMPLOYEE_PENSION', '2025-12 EMPLOYEE_MEDICAL'],
      ['2025-11 EMPLOYEE_PENSION', '2025-11 EMPLOYEE_MEDICAL'],
      ['2025-10 EMPLOYEE_PENSION'],
    ]);
  });

  it('come in several calls where one gives too few', async () => {
    await using place = await startPlace((request) => answerFrom(LONG_FILE, request));

    const first = await place.read.findContributions(lin, ALL, { first: 120, after: null }, patient);
    const second = await place.read.findContributions(
      lin,
      ALL,
      { first: 120, after: first.endCursor },
      patient,
    );

    expect([first.nodes.length, second.nodes.length, second.endCursor]).toEqual([120, 30, null]);
    expect(new Set(inShort([...first.nodes, ...second.nodes])).size).toBe(150);
    expect(place.requests).toHaveLength(3);
  });

  it('repeat nothing and lose nothing when a new month is loaded between two calls', async () => {
    const grown: File = [['2026-01', '110'], ['2026-01', '310'], ...LONG_FILE];
    await using place = await startPlace((request, count) =>
      answerFrom(count === 1 ? LONG_FILE : grown, request),
    );

    const { nodes } = await place.read.findContributions(lin, ALL, { first: 120, after: null }, patient);

    expect(new Set(inShort(nodes)).size).toBe(120);
    expect(inShort(nodes).at(0)).toBe('2025-12 EMPLOYEE_PENSION');
    expect(inShort(nodes).at(-1)).toBe('2021-01 EMPLOYEE_MEDICAL');
  });

  it('go on in a month of more rows than one call gives', async () => {
    const month12: File = Array.from({ length: 130 }, () => ['2025-12', '110']);
    await using place = await startPlace((request) => answerFrom(month12, request));

    const page = await place.read.findContributions(lin, ALL, { first: 5, after: '2025-12+110' }, patient);

    expect({ rows: page.nodes.length, endCursor: page.endCursor }).toEqual({
      rows: 5,
      endCursor: '2025-12+115',
    });
    expect(place.requests[0]?.business).toMatchObject({ pageNum: 1, pageSize: 100 });
  });

  it('are as old as the oldest of their parts', async () => {
    await using place = await startPlace((request, count) => {
      const answer = answerFrom(LONG_FILE, request);
      return count === 1 ? answer : { business: { ...answer.business, dataTime: '2026-01-06 02:00:00' } };
    });

    const page = await place.read.findContributions(lin, ALL, { first: 120, after: null }, patient);

    expect(page.asOf).toBe(DATA_TIME);
  });

  it('keep to scheme and months', async () => {
    await using place = await startPlace((request) => answerFrom(FILE, request));
    const filter = {
      scheme: 'EMPLOYEE_PENSION',
      from: month('2025-10'),
      to: month('2025-11'),
    } as const;

    const { nodes } = await place.read.findContributions(lin, filter, { first: 10, after: null }, patient);

    expect(inShort(nodes)).toEqual(['2025-11 EMPLOYEE_PENSION', '2025-10 EMPLOYEE_PENSION']);
    expect(place.requests[0]?.business).toMatchObject({
      aae140: '110',
      aae041: '2025-10',
      aae042: '2025-11',
    });
  });

  it('are none of an unknown person, and none of a company', async () => {
    await using place = await startPlace(() => ({ business: NOT_ON_FILE }));
    const company = { kind: 'LEGAL_PERSON', number: '91440000MA4L000000', name: '广州某公司' } as never;
    const page = { first: 10, after: null };

    expect(await place.read.findContributions(lin, ALL, page, patient)).toEqual({
      asOf: DATA_TIME,
      nodes: [],
      endCursor: null,
    });
    expect(await place.read.findContributions(company, ALL, page, patient)).toEqual({
      asOf: null,
      nodes: [],
      endCursor: null,
    });
    expect(place.requests).toHaveLength(1);
  });
});

describe('contributions that are not what was asked for', () => {
  const rowsOf = (file: File) => (request: ReceivedRequest) => {
    const { pageSize } = request.business;
    const all = answerFrom(file, { ...request, business: { pageSize: 100 } });
    return { business: { ...all.business, page: { pageNum: 0, pageSize, total: file.length } } };
  };

  it.each<[string, File, ContributionFilter]>([
    ['the oldest first', FILE.toReversed(), ALL],
    ['later months', FILE, { ...ALL, to: month('2025-11') }],
    ['earlier months', FILE, { ...ALL, from: month('2025-11') }],
    ['another scheme', FILE, { ...ALL, scheme: 'EMPLOYEE_PENSION' }],
    ['a month that does not exist', [['2025-13', '110']], ALL],
  ])('%s', async (_what, file, filter) => {
    await using place = await startPlace(rowsOf(file));

    await expect(
      place.read.findContributions(lin, filter, { first: 50, after: null }, patient),
    ).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('more rows than asked for', async () => {
    await using place = await startPlace(rowsOf(FILE));

    await expect(
      place.read.findContributions(lin, ALL, { first: 4, after: null }, patient),
    ).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it.each<[string, object | undefined]>([
    ['no page', undefined],
    ['another page', { pageNum: 1, pageSize: 4, total: 5 }],
    ['pages of another size', { pageNum: 0, pageSize: 20, total: 5 }],
    ['no rows although there are', { pageNum: 0, pageSize: 4, total: 5 }],
  ])('%s', async (_what, page) => {
    await using place = await startPlace(() => ({ business: { ...business([]), page } }));

    await expect(
      place.read.findContributions(lin, ALL, { first: 4, after: null }, patient),
    ).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('those of somebody else', async () => {
    await using place = await startPlace((request) => ({
      business: { ...answerFrom(FILE, request).business, person: business([], wang)['person'] },
    }));

    await expect(
      place.read.findContributions(lin, ALL, { first: 5, after: null }, patient),
    ).rejects.toMatchObject({ code: 'IDENTITY_MISMATCH' });
  });
});

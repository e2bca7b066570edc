import { describe, expect, it } from 'vitest';
import type { ContributionFilter } from '../../../adapters/social-insurance/port.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import { person } from './person.ts';
import { DATA_TIME, type ReceivedRequest, startPlace } from './startPlace.ts';

const patient = new AbortController().signal;
const lin = person(2, '林小满');
const ALL: ContributionFilter = { scheme: null, from: null, to: null };
const month = parseYearMonth;

/** Month and scheme, as the system's file holds them, the newest month first. */
type File = readonly (readonly [string, string])[];

const FILE: File = [
  ['202512', '110'],
  ['202512', '310'],
  ['202511', '110'],
  ['202511', '310'],
  ['202510', '110'],
];

/** Answers from a file as section 6 of the specification says. */
function answerFrom(file: File, { element }: ReceivedRequest) {
  const scheme = element('aae140');
  const first = element('aae041') ?? '000000';
  const last = element('aae042') ?? '999999';
  const matching = file.filter(
    ([at, of]) => at >= first && at <= last && (scheme === undefined || scheme === of),
  );
  const start = Number(element('qsh') ?? 1) - 1;
  const rows = matching.slice(start, start + Number(element('hs') ?? 200)).map(([aae003, aae140]) => ({
    number: lin.number,
    name: lin.name,
    aae003,
    aae140,
    aae180: '12345.50',
    yac183: '987.64',
    yab183: '1975.28',
  }));
  return { rows, zhs: matching.length };
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
          employerFen: 197_528n,
        },
      ],
      endCursor: expect.any(String),
    });
    expect(place.requests[0]?.xml).toContain(
      '<aac003>林小满</aac003><qsh>1</qsh><hs>1</hs><px>1</px></body>',
    );
  });

  it('can be paged to the end', async () => {
    await using place = await startPlace((request) => answerFrom(FILE, request));
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

  it('repeat nothing and lose nothing when a new month is loaded between two pages', async () => {
    const grown: File = [['202601', '110'], ['202601', '310'], ...FILE];
    await using place = await startPlace((request, count) => answerFrom(count === 1 ? FILE : grown, request));

    const first = await place.read.findContributions(lin, ALL, { first: 3, after: null }, patient);
    const second = await place.read.findContributions(
      lin,
      ALL,
      { first: 3, after: first.endCursor },
      patient,
    );

    expect(inShort([...first.nodes, ...second.nodes])).toEqual([
      '2025-12 EMPLOYEE_PENSION',
      '2025-12 EMPLOYEE_MEDICAL',
      '2025-11 EMPLOYEE_PENSION',
      '2025-11 EMPLOYEE_MEDICAL',
      '2025-10 EMPLOYEE_PENSION',
    ]);
    expect(second.endCursor).toBeNull();
  });

  it('page within one month', async () => {
    const month12: File = ['110', '210', '310', '410', '510'].map((scheme) => ['202512', scheme]);
    await using place = await startPlace((request) => answerFrom(month12, request));

    const first = await place.read.findContributions(lin, ALL, { first: 2, after: null }, patient);
    const second = await place.read.findContributions(
      lin,
      ALL,
      { first: 2, after: first.endCursor },
      patient,
    );
    const third = await place.read.findContributions(
      lin,
      ALL,
      { first: 2, after: second.endCursor },
      patient,
    );

    expect([first, second, third].map(({ nodes }) => nodes.map(({ scheme }) => scheme))).toEqual([
      ['EMPLOYEE_PENSION', 'UNEMPLOYMENT'],
      ['EMPLOYEE_MEDICAL', 'WORK_INJURY'],
      ['MATERNITY'],
    ]);
    expect(third.endCursor).toBeNull();
  });

  it('keep to scheme and months', async () => {
    await using place = await startPlace((request) => answerFrom(FILE, request));
    const filter = {
      scheme: 'EMPLOYEE_PENSION',
      from: month('2025-10'),
      to: month('2025-11'),
    } as const;

    const { nodes } = await place.read.findContributions(lin, filter, { first: 120, after: null }, patient);

    expect(inShort(nodes)).toEqual(['2025-11 EMPLOYEE_PENSION', '2025-10 EMPLOYEE_PENSION']);
    expect(place.requests[0]?.xml).toContain(
      '<aae140>110</aae140><aae041>202510</aae041><aae042>202511</aae042><qsh>1</qsh><hs>120</hs><px>1</px>',
    );
  });

  it('are none of an unknown person, and none of a company', async () => {
    await using place = await startPlace(() => ({}));
    const company = { kind: 'LEGAL_PERSON', number: '91430000MA4L000000', name: '长沙某公司' } as never;
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
  const rowsOf = (file: File) => (request: ReceivedRequest) => ({
    rows: answerFrom(file, { ...request, element: () => undefined }).rows,
  });

  it.each<[string, File, ContributionFilter]>([
    ['the oldest first', FILE.toReversed(), ALL],
    ['later months', FILE, { ...ALL, to: month('2025-11') }],
    ['earlier months', FILE, { ...ALL, from: month('2025-11') }],
    ['another scheme', FILE, { ...ALL, scheme: 'EMPLOYEE_PENSION' }],
    ['a month that does not exist', [['202513', '110']], ALL],
    ['no month', [['000000', '110']], ALL],
  ])('%s', async (_what, file, filter) => {
    await using place = await startPlace(rowsOf(file));

    await expect(
      place.read.findContributions(lin, filter, { first: 120, after: null }, patient),
    ).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('more rows than asked for', async () => {
    await using place = await startPlace(rowsOf(FILE));

    await expect(
      place.read.findContributions(lin, ALL, { first: 4, after: null }, patient),
    ).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('no rows although there are', async () => {
    await using place = await startPlace(() => ({ zhs: 5 }));

    await expect(
      place.read.findContributions(lin, ALL, { first: 4, after: null }, patient),
    ).rejects.toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
  });

  it('those of somebody else', async () => {
    await using place = await startPlace((request) => ({
      rows: answerFrom(FILE, request).rows.map((row) => ({ ...row, number: person(4, '').number })),
    }));

    await expect(
      place.read.findContributions(lin, ALL, { first: 5, after: null }, patient),
    ).rejects.toMatchObject({ code: 'IDENTITY_MISMATCH' });
  });

  it('a cursor of somewhere else', async () => {
    await using place = await startPlace((request) => answerFrom(FILE, request));

    await expect(
      place.read.findContributions(lin, ALL, { first: 5, after: '2025-13+0' }, patient),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(place.requests).toEqual([]);
  });
});

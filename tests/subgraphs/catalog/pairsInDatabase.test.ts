import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import { decideAvailability } from '../../../domain/catalog/decideAvailability.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { PROVINCES } from '../../../domain/provinces.ts';
import type { PairAvailability } from '../../../subgraphs/catalog/availability/PairAvailability.ts';
import type { CatalogDatabase } from '../../../subgraphs/catalog/storage/CatalogDatabase.ts';
import { CoverageStore } from '../../../subgraphs/catalog/storage/CoverageStore.ts';
import { openDatabase } from '../../../subgraphs/catalog/storage/openDatabase.ts';
import { readReference } from './readReference.ts';
import { withCatalog } from './withCatalog.ts';

const { ask, databaseUrl } = withCatalog();
const { coverage, itemsByCode, sections } = await readReference();

let database: CatalogDatabase;
beforeAll(() => {
  database = openDatabase(databaseUrl(), pino({ level: 'silent' }));
});
afterAll(() => database.destroy());

const PLACES = [...PROVINCES.map(({ code }) => code), ...sections.cities.map(({ key }) => key)].map(
  parseDivisionCode,
);
const DAYS = [
  '2020-01-01',
  '2020-12-31',
  '2021-08-01',
  '2022-05-01',
  '2023-12-11',
  '2024-12-12',
  '2026-11-26',
].map(parseCalendarDate);
const inOrder = (rows: readonly PairAvailability[]) =>
  rows.toSorted((one, other) =>
    `${one.acceptingDivision}${one.owningDivision}` < `${other.acceptingDivision}${other.owningDivision}`
      ? -1
      : 1,
  );

/** Whoever speaks of a pair in several statements is named once, where the first of them stands. */
const namesOf = (rows: readonly Coverage[]) => [...new Set(rows.map(({ statedBy }) => statedBy))];

/** The same by the domain's rule, pair by pair. */
const decideAll = (itemCode: string, on: (typeof DAYS)[number]): readonly PairAvailability[] => {
  const item = itemsByCode.get(itemCode) ?? null;
  return inOrder(
    PLACES.flatMap((accepting) =>
      PLACES.map((owning): PairAvailability => {
        const decision = decideAvailability({ item, accepting, owning, on }, coverage);
        const pair = { acceptingDivision: accepting, owningDivision: owning, status: decision.status };
        if (decision.status === 'AVAILABLE')
          return { ...pair, reason: null, beginsOn: null, endedOn: null, statedBy: namesOf(decision.grants) };
        const { reason, beginsOn } = decision;
        if (decision.status === 'UNAVAILABLE')
          return { ...pair, reason, beginsOn, endedOn: decision.endedOn, statedBy: [] };
        const named = decision.inside.length > 0 ? decision.inside : decision.possible;
        return { ...pair, reason, beginsOn, endedOn: null, statedBy: namesOf(named) };
      }),
    ),
  );
};

describe('the database decides every pair as the rule does', () => {
  const items = [
    'first-id-card',
    'hukou-move-spouse',
    'marriage-register',
    'property-transfer',
    'property-change',
    'used-car-transfer',
    'newborn-hukou',
    'fund-remit',
    'id-card-kiosk',
    'marriage-certificate-reissue',
    'oversize-transport-permit',
    'temp-id-card',
    'hukou-move-child',
    'maternity-benefit',
    'no-such-item',
  ];

  it.each(
    items.map((item, index) => [item, DAYS[index % DAYS.length], DAYS[(index + 3) % DAYS.length]] as const),
  )('%s, 60 × 60 places on %s and %s', async (itemCode, ...days) => {
    for (const on of days) {
      if (on === undefined) throw new Error('a day is missing');
      const decided = await new CoverageStore(database).decidePairs({
        version: 1,
        itemCode,
        on,
        acceptingDivisions: PLACES,
        owningDivisions: PLACES,
      });

      expect(decided).toEqual(decideAll(itemCode, on));
    }
  });

  it('finds the items of a pair as the rule does', async () => {
    const query = `query ($pair: DivisionPair!, $after: String) {
      serviceItems(filter: { pair: $pair }, first: 200, after: $after) { totalCount nodes { code } } }`;
    const pairs = [
      ['2201', '2101', '2021-08-01'],
      ['510302', '43', '2023-12-11'],
      ['44', '43', '2021-06-01'],
      ['43', '4307', '2024-01-01'],
      ['66', '44', '2024-01-01'],
    ];

    for (const [acceptingDivision = '', owningDivision = '', on = ''] of pairs) {
      const question = {
        accepting: parseDivisionCode(acceptingDivision),
        owning: parseDivisionCode(owningDivision),
        on: parseCalendarDate(on),
      };
      const codes = [...itemsByCode.values()]
        .filter((item) => decideAvailability({ item, ...question }, coverage).status === 'AVAILABLE')
        .map(({ code }) => ({ code }));

      expect(await ask(query, { pair: { acceptingDivision, owningDivision, on } })).toEqual({
        data: { serviceItems: { totalCount: codes.length, nodes: codes } },
      });
    }
  });
});

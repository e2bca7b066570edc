import { parseCalendarDate } from '../domain/calendarDate.ts';
import { parseDivisionCode } from '../domain/divisionCode.ts';
import { PROVINCES } from '../domain/provinces.ts';
import type { CatalogTables } from '../subgraphs/catalog/storage/CatalogTables.ts';
import { CoverageStore } from '../subgraphs/catalog/storage/CoverageStore.ts';
import type { QuestionReport } from './CatalogueReport.ts';
import type { MeasuredDatabase } from './withMeasuredDatabase.ts';

/** Items of each kind of rule: an alliance, a list, pilots with dates, one city for many provinces, none at all. */
const ITEMS = [
  'property-transfer',
  'hukou-certificate',
  'marriage-register',
  'first-id-card',
  'id-card-kiosk',
];
const ON = parseCalendarDate('2024-12-12');

/** Whether one item can be got done, for all pairs of the 35 divisions of province level. */
export async function measureAvailability(
  { database, measure }: MeasuredDatabase<CatalogTables>,
  version: number,
  rounds: number,
): Promise<readonly QuestionReport[]> {
  const store = new CoverageStore(database);
  const divisions = PROVINCES.map(({ code }) => parseDivisionCode(code));
  const reports: QuestionReport[] = [];
  for (const itemCode of ITEMS) {
    const ask = () =>
      store.decidePairs({
        version,
        itemCode,
        on: ON,
        acceptingDivisions: divisions,
        owningDivisions: divisions,
      });
    const timesMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) timesMs.push(await measure(ask));
    const available = (await ask()).filter(({ status }) => status === 'AVAILABLE');
    reports.push({ question: itemCode, finds: available.length, timesMs });
  }
  return reports;
}

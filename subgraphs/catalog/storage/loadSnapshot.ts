import { toAlliance } from '../alliances/toAlliance.ts';
import { CoverageIndex } from '../availability/CoverageIndex.ts';
import { toCoverage } from '../availability/toCoverage.ts';
import { toNationalList } from '../availability/toNationalList.ts';
import type { NationalCalendar } from '../calendar/NationalCalendar.ts';
import { toWorkingDayCalendar } from '../calendar/toWorkingDayCalendar.ts';
import { DivisionIndex } from '../divisions/DivisionIndex.ts';
import { allianceSection } from '../document/allianceSection.ts';
import { citySection } from '../document/citySection.ts';
import { itemSection } from '../document/itemSection.ts';
import { nationalListSection } from '../document/nationalListSection.ts';
import { policyStatementSection } from '../document/policyStatementSection.ts';
import { provincialHolidaySection } from '../document/provincialHolidaySection.ts';
import { referenceValueSection } from '../document/referenceValueSection.ts';
import { groupItems } from '../items/groupItems.ts';
import { loadProcedureIndex } from '../procedures/loadProcedureIndex.ts';
import { toPolicyStatement } from '../references/toPolicyStatement.ts';
import { toReferenceValue } from '../references/toReferenceValue.ts';
import type { PublishedVersion } from '../versions/PublishedVersion.ts';
import type { Snapshot } from '../versions/Snapshot.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { DocumentStore } from './DocumentStore.ts';

/** Reads what is kept in memory of a version. */
export async function loadSnapshot(
  database: CatalogDatabase,
  version: PublishedVersion,
  nationalCalendar: NationalCalendar,
): Promise<Snapshot> {
  const documents = new DocumentStore(database);
  const number = version.version;
  const [cities, items, nationalLists, alliances, holidays, values, statements, procedures] =
    await Promise.all([
      documents.readSection(number, citySection),
      documents.readSection(number, itemSection),
      documents.readSection(number, nationalListSection),
      documents.readSection(number, allianceSection),
      documents.readSection(number, provincialHolidaySection),
      documents.readSection(number, referenceValueSection),
      documents.readSection(number, policyStatementSection),
      loadProcedureIndex(documents, number),
    ]);
  return {
    version,
    divisions: new DivisionIndex(cities),
    alliances: new Map(alliances.map((row) => [row.id, toAlliance(row)])),
    nationalLists: new Map(nationalLists.map((row) => [row.batch, toNationalList(row)])),
    coverage: new CoverageIndex(toCoverage(items, nationalLists, alliances)),
    itemGroups: groupItems(items),
    calendar: toWorkingDayCalendar(nationalCalendar, holidays),
    referenceValues: values.map(toReferenceValue),
    policyStatements: statements.map(toPolicyStatement),
    procedures,
  };
}

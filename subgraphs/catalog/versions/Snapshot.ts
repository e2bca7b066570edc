import type { NationalList } from '../../../domain/catalog/NationalList.ts';
import type { WorkingDayCalendar } from '../../../domain/working-days/WorkingDayCalendar.ts';
import type { PublishedAlliance } from '../alliances/PublishedAlliance.ts';
import type { CoverageIndex } from '../availability/CoverageIndex.ts';
import type { DivisionIndex } from '../divisions/DivisionIndex.ts';
import type { ServiceItemGroups } from '../items/ServiceItemGroups.ts';
import type { ProcedureIndex } from '../procedures/ProcedureIndex.ts';
import type { PolicyStatement } from '../references/PolicyStatement.ts';
import type { ReferenceValue } from '../references/ReferenceValue.ts';
import type { PublishedVersion } from './PublishedVersion.ts';

/** The version in force, with what nearly every request asks of it; a request keeps the one that it began with. */
export interface Snapshot {
  readonly version: PublishedVersion;
  readonly divisions: DivisionIndex;
  /** By id, in the order of the catalogue. */
  readonly alliances: ReadonlyMap<string, PublishedAlliance>;
  /** By batch, in the order of the catalogue. */
  readonly nationalLists: ReadonlyMap<string, NationalList>;
  readonly coverage: CoverageIndex;
  readonly itemGroups: ServiceItemGroups;
  readonly calendar: WorkingDayCalendar;
  readonly referenceValues: readonly ReferenceValue[];
  readonly policyStatements: readonly PolicyStatement[];
  readonly procedures: ProcedureIndex;
}

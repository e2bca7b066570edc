import type { NationalList } from '../../domain/catalog/NationalList.ts';
import type { WorkingDayCalendar } from '../../domain/working-days/WorkingDayCalendar.ts';
import type { CoverageIndex } from './CoverageIndex.ts';
import type { DivisionIndex } from './DivisionIndex.ts';
import type { PolicyStatement } from './PolicyStatement.ts';
import type { PublishedAlliance } from './PublishedAlliance.ts';
import type { PublishedVersion } from './PublishedVersion.ts';
import type { ReferenceValue } from './ReferenceValue.ts';

/** The version in force, with what nearly every request asks of it; a request keeps the one that it began with. */
export interface Snapshot {
  readonly version: PublishedVersion;
  readonly divisions: DivisionIndex;
  /** By id, in the order of the catalogue. */
  readonly alliances: ReadonlyMap<string, PublishedAlliance>;
  /** By batch, in the order of the catalogue. */
  readonly nationalLists: ReadonlyMap<string, NationalList>;
  readonly coverage: CoverageIndex;
  readonly calendar: WorkingDayCalendar;
  readonly referenceValues: readonly ReferenceValue[];
  readonly policyStatements: readonly PolicyStatement[];
}

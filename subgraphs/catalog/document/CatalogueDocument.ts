import type { AboutRow } from './aboutRow.ts';
import type { AllianceRow } from './allianceRow.ts';
import type { CityRow } from './cityRow.ts';
import type { FormRow } from './formRow.ts';
import type { ItemRow } from './itemRow.ts';
import type { NationalListRow } from './nationalListRow.ts';
import type { PolicyStatementRow } from './policyStatementRow.ts';
import type { ProcedureRow } from './procedureRow.ts';
import type { ProvincialHolidayRow } from './provincialHolidayRow.ts';
import type { ReferenceValueRow } from './referenceValueRow.ts';
import type { SectionRow } from './SectionRow.ts';

/** A catalogue that was read and checked, whole: what one version of the catalogue is made of. */
export interface CatalogueDocument {
  readonly about: AboutRow;
  /** By section name; every list in the order of the document. */
  readonly sections: {
    readonly cities: readonly SectionRow<CityRow>[];
    readonly items: readonly SectionRow<ItemRow>[];
    readonly nationalLists: readonly SectionRow<NationalListRow>[];
    readonly alliances: readonly SectionRow<AllianceRow>[];
    readonly provincialHolidays: readonly SectionRow<ProvincialHolidayRow>[];
    readonly referenceValues: readonly SectionRow<ReferenceValueRow>[];
    readonly policyStatements: readonly SectionRow<PolicyStatementRow>[];
    readonly procedures: readonly SectionRow<ProcedureRow>[];
    readonly forms: readonly SectionRow<FormRow>[];
  };
  /** SHA-256 of the document as it was written. */
  readonly digest: Buffer;
}

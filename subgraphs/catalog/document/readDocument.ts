import { TongbanError } from '../../../domain/TongbanError.ts';
import { type AboutRow, aboutRow } from './aboutRow.ts';
import { allianceSection } from './allianceSection.ts';
import type { CatalogueDocument } from './CatalogueDocument.ts';
import { Complaints } from './Complaints.ts';
import { checkProcedures } from './checkProcedures.ts';
import { checkReferences } from './checkReferences.ts';
import { citySection } from './citySection.ts';
import { formSection } from './formSection.ts';
import { itemSection } from './itemSection.ts';
import { nationalListSection } from './nationalListSection.ts';
import { openDocument } from './openDocument.ts';
import { policyStatementSection } from './policyStatementSection.ts';
import { procedureSection } from './procedureSection.ts';
import { provincialHolidaySection } from './provincialHolidaySection.ts';
import type { RawRow } from './RawRow.ts';
import { readSection } from './readSection.ts';
import { referenceValueSection } from './referenceValueSection.ts';

/**
 * Reads a catalogue document, a file or a folder, and checks every row.
 *
 * @throws {TongbanError} BAD_USER_INPUT with a line for each bad row, naming file, row, field and reason; the first 20.
 */
export async function readDocument(path: string): Promise<CatalogueDocument> {
  const raw = await openDocument(path);
  const about = readAbout(raw.about);
  const complaints = new Complaints();
  const sections = {
    cities: readSection(raw, citySection, complaints),
    items: readSection(raw, itemSection, complaints),
    nationalLists: readSection(raw, nationalListSection, complaints),
    alliances: readSection(raw, allianceSection, complaints),
    provincialHolidays: readSection(raw, provincialHolidaySection, complaints),
    referenceValues: readSection(raw, referenceValueSection, complaints),
    policyStatements: readSection(raw, policyStatementSection, complaints),
    procedures: readSection(raw, procedureSection, complaints),
    forms: readSection(raw, formSection, complaints),
  };
  // What rows say of each other can only be judged where all of them are there.
  complaints.refuseAny();
  if (sections.items.length === 0) throw new TongbanError('BAD_USER_INPUT', `${path}: there are no items`);
  checkReferences(sections, complaints);
  checkProcedures(sections, complaints);
  complaints.refuseAny();
  return { about, sections, digest: raw.digest };
}

function readAbout({ file, value }: RawRow): AboutRow {
  const outcome = aboutRow.safeParse(value);
  if (outcome.success) return outcome.data;
  const [issue] = outcome.error.issues;
  throw new TongbanError(
    'BAD_USER_INPUT',
    `${file}: ${['catalogue', ...(issue?.path ?? [])].join('.')}: ${issue?.message}`,
  );
}

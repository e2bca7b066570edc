import type { PersonSheet } from './PersonSheet.ts';

const DAY_MS = 86_400_000;

/** The state of the night before, in which the last record was not there yet; an only one was. */
export const yesterdaysSheet = (sheet: PersonSheet): PersonSheet => ({
  ...sheet,
  dataTime: sheet.dataTime - DAY_MS,
  records: sheet.records.length > 1 ? sheet.records.slice(0, -1) : sheet.records,
});

import { type ProcedureRow, procedureRow } from './procedureRow.ts';
import type { Section } from './Section.ts';

export const procedureSection: Section<ProcedureRow> = {
  name: 'procedures',
  schema: procedureRow,
  keyField: 'id',
  nameOf: ({ nameZh }) => nameZh,
};

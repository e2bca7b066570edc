import { type AllianceRow, allianceRow } from './allianceRow.ts';
import type { Section } from './Section.ts';

export const allianceSection: Section<AllianceRow> = {
  name: 'alliances',
  schema: allianceRow,
  keyField: 'id',
  nameOf: ({ nameZh }) => nameZh,
};

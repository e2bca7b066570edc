import { type NationalListRow, nationalListRow } from './nationalListRow.ts';
import type { Section } from './Section.ts';

export const nationalListSection: Section<NationalListRow> = {
  name: 'nationalLists',
  schema: nationalListRow,
  keyField: 'batch',
  nameOf: ({ nameZh }) => nameZh,
};

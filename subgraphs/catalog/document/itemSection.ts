import { type ItemRow, itemRow } from './itemRow.ts';
import type { Section } from './Section.ts';

export const itemSection: Section<ItemRow> = {
  name: 'items',
  schema: itemRow,
  keyField: 'slug',
  nameOf: ({ nameZh }) => nameZh,
};

import { type FormRow, formRow } from './formRow.ts';
import type { Section } from './Section.ts';

export const formSection: Section<FormRow> = {
  name: 'forms',
  schema: formRow,
  keyField: 'item',
  nameOf: ({ item }) => item,
};

import { type ReferenceValueRow, referenceValueRow } from './referenceValueRow.ts';
import type { Section } from './Section.ts';

export const referenceValueSection: Section<ReferenceValueRow> = {
  name: 'referenceValues',
  schema: referenceValueRow,
  keyField: 'id',
  nameOf: ({ nameZh }) => nameZh,
};

import { type CityRow, cityRow } from './cityRow.ts';
import type { Section } from './Section.ts';

export const citySection: Section<CityRow> = {
  name: 'cities',
  schema: cityRow,
  keyField: 'code',
  nameOf: ({ nameZh }) => nameZh,
};

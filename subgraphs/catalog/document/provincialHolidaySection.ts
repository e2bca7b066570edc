import { type ProvincialHolidayRow, provincialHolidayRow } from './provincialHolidayRow.ts';
import type { Section } from './Section.ts';

export const provincialHolidaySection: Section<ProvincialHolidayRow> = {
  name: 'provincialHolidays',
  schema: provincialHolidayRow,
  keyField: 'id',
  nameOf: ({ nameZh }) => nameZh,
};

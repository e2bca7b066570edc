import type { z } from 'zod';
import type { SectionName } from './sectionNames.ts';

/** How one list of the catalogue document is read. */
export interface Section<Row extends object> {
  readonly name: SectionName;
  readonly schema: z.ZodType<Row>;
  /** The field that names a row, of which no two rows have the same. */
  readonly keyField: keyof Row & string;
  /** What a reader of a comparison calls the row. */
  nameOf(row: Row): string;
}

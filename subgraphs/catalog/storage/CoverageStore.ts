import { sql } from 'kysely';
import { type CalendarDate, parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { UnavailableReason } from '../../../domain/catalog/unavailableReason.ts';
import { type DivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { PairAvailability } from '../availability/PairAvailability.ts';
import { askDatabase } from './askDatabase.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

export interface PairsQuestion {
  readonly version: number;
  readonly itemCode: string;
  readonly on: CalendarDate;
  readonly acceptingDivisions: readonly DivisionCode[];
  readonly owningDivisions: readonly DivisionCode[];
}

interface DecidedPair {
  readonly accepting: string;
  readonly owning: string;
  readonly status: PairAvailability['status'];
  readonly reason: UnavailableReason | null;
  readonly begins_on: string | null;
  readonly ended_on: string | null;
  readonly stated_by: readonly string[];
}

/** Answers availability out of the database, for many pairs at once. */
export class CoverageStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /** Every pair of an accepting and an owning division, in order of their codes; what stands there twice counts once. */
  async decidePairs(question: PairsQuestion): Promise<readonly PairAvailability[]> {
    const { version, itemCode, on, acceptingDivisions, owningDivisions } = question;
    const { rows } = await askDatabase(
      sql<DecidedPair>`
        select * from catalog.decide_availability(
          ${version}, ${itemCode}, ${on}::date, ${acceptingDivisions}::text[], ${owningDivisions}::text[])
        `.execute(this.#database),
    );
    return rows.map((row) => ({
      acceptingDivision: parseDivisionCode(row.accepting),
      owningDivision: parseDivisionCode(row.owning),
      status: row.status,
      reason: row.reason,
      beginsOn: row.begins_on === null ? null : parseCalendarDate(row.begins_on),
      endedOn: row.ended_on === null ? null : parseCalendarDate(row.ended_on),
      statedBy: row.stated_by,
    }));
  }
}

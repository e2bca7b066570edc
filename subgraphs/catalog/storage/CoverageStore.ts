import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { PairAvailability } from '../availability/PairAvailability.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { decidedPairs, type PairsQuestion } from './decidedPairs.ts';

/** Answers availability out of the database, for many pairs at once. */
export class CoverageStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /** Every pair of an accepting and an owning division, in order of their codes; what stands there twice counts once. */
  async decidePairs(question: PairsQuestion): Promise<readonly PairAvailability[]> {
    const { rows } = await askDatabase(decidedPairs(question).execute(this.#database));
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

import type { Department } from '../../domain/department.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** That the index knows of records of one department in one place. */
export interface IndexedPlace {
  readonly department: Department;
  readonly jurisdiction: DivisionCode;
  /** When the place last reported this, epoch ms. */
  readonly asOf: number;
}

/** What people may ask of a national index: where records lie, and nothing of what stands in them. */
export interface RecordIndexPort {
  /**
   * @param holders - distinct, at most 500.
   * @returns one entry per holder, in the same order: its places, each once, in order of department and division code;
   *   empty where the index knows nobody. What concerns one holder only stands in that holder's entry as a `TongbanError`.
   * @throws {TongbanError} JURISDICTION_UNAVAILABLE, _TIMEOUT, _BUSY, _BAD_RESPONSE, _REJECTED, BAD_ENCODING when the
   *   index as a whole failed; a read, safe to repeat.
   */
  findPlaces(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly IndexedPlace[] | Error)[]>;
}

import { TongbanError } from '../../../domain/TongbanError.ts';

/** A year of them. */
const LONGEST = 250;

/** @returns `null` where none is given: the catalogue's own counts. @throws {TongbanError} BAD_USER_INPUT. */
export function parseWorkingDays(given: number | null | undefined): number | null {
  if (given === null || given === undefined) return null;
  if (given < 1 || given > LONGEST)
    throw new TongbanError('BAD_USER_INPUT', `workingDays must be 1 to ${LONGEST}`);
  return given;
}

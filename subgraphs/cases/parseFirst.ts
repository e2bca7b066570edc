import { TongbanError } from '../../domain/TongbanError.ts';

const DEFAULT = 20;
const LARGEST = 100;

/** @throws {TongbanError} BAD_USER_INPUT for anything but 1 to 100. */
export function parseFirst(first: number | null | undefined): number {
  if (first === null || first === undefined) return DEFAULT;
  if (first >= 1 && first <= LARGEST) return first;
  throw new TongbanError('BAD_USER_INPUT', `first must be 1 to ${LARGEST}`);
}

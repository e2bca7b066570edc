import { TongbanError } from '../../../domain/TongbanError.ts';
import type { SavingsParameters } from '../resolvers.generated.ts';
import type { Savings } from './savings.ts';

const LARGEST = 1_000_000;

/** @throws {TongbanError} BAD_USER_INPUT for a negative parameter, or one above a million. */
export function parseSavings(input: SavingsParameters | null | undefined): Savings | null {
  if (input === null || input === undefined) return null;
  return {
    tripsPerCase: parse('tripsPerCase', input.tripsPerCase),
    hoursPerTrip: parseOptional('hoursPerTrip', input.hoursPerTrip),
    yuanPerTrip: parseOptional('yuanPerTrip', input.yuanPerTrip),
  };
}

const parseOptional = (name: string, value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : parse(name, value);

function parse(name: string, value: number): number {
  if (value >= 0 && value <= LARGEST) return value;
  throw new TongbanError('BAD_USER_INPUT', `savings.${name} must be 0 to ${LARGEST}`);
}

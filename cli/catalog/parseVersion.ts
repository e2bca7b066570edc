import { InvalidArgumentError } from 'commander';

/** Reads the number of a version of the catalogue. */
export function parseVersion(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('must be the number of a version');
  return Number(text);
}

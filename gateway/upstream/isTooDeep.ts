import { DEEPEST_ANSWER } from './deepestAnswer.ts';

/** As `isTooDeepText`, for a value that is parsed already. */
export const isTooDeep = (value: unknown): boolean => exceeds(value, DEEPEST_ANSWER);

function exceeds(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item: unknown) => exceeds(item, levels - 1));
}

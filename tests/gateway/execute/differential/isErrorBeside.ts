import type { FormattedExecutionResult } from 'graphql';
import { compareErrors } from './compareErrors.ts';
import type { Difference } from './Difference.ts';
import { isSameData } from './isSameData.ts';

/** Whether all that differs is errors of ours at objects that are there: of something below them that nobody wants of their type. */
export function isErrorBeside({ ours, theirs }: Pick<Difference, 'ours' | 'theirs'>): boolean {
  if (typeof ours === 'string' || typeof theirs === 'string') return false;
  const [own, others] = [[ours].flat(), [theirs].flat()];
  return own.length === others.length && own.every((one, index) => isBeside(one, others[index] ?? {}));
}

function isBeside(own: FormattedExecutionResult, merged: FormattedExecutionResult): boolean {
  const { lost, added } = compareErrors(own, merged);
  return isSameData(own, merged) && lost.length === 0 && added.every((path) => isObjectAt(own.data, path));
}

function isObjectAt(data: unknown, path: readonly (string | number)[]): boolean {
  const value = path.reduce<unknown>((at, step) => Object(at)[step], data);
  return typeof value === 'object' && value !== null;
}

import type { FormattedExecutionResult } from 'graphql';
import { compareErrors } from './compareErrors.ts';
import { isSameData } from './isSameData.ts';

/** Whether our answer has the data of one schema, and tells of errors where it does. */
export function isSameAnswer(own: FormattedExecutionResult, merged: FormattedExecutionResult): boolean {
  const { lost, added } = compareErrors(own, merged);
  return isSameData(own, merged) && lost.length === 0 && added.length === 0;
}

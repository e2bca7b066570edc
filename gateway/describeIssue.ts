import { z } from 'zod';
import { nearestName } from './nearestName.ts';

const SHAPES: Readonly<Record<string, string>> = {
  array: 'must be a list',
  object: 'must hold settings by name',
  record: 'must hold settings by name',
  string: 'must be a text',
  number: 'must be a number',
  boolean: 'must be true or false',
};

/** Says in words of an operator what is wrong with a setting, where its own schema does not. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys') {
    const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    return issue.keys.map((name) => unknownName(name, known)).join('; ');
  }
  if (issue.code === 'invalid_type') return SHAPES[issue.expected];
  if (issue.code === 'too_small' && issue.minimum === 1) return 'must not be empty';
  return undefined;
};

function unknownName(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return `there is no setting ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

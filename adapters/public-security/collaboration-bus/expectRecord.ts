import type { z } from 'zod';
import { BadRecord } from './BadRecord.ts';
import { MISSING } from './leaf.ts';

const REPORTED_FIELDS = 3;

/**
 * Checks a RECORD, or a part of it, against the shape of its kind.
 *
 * @throws {BadRecord} -8 where a required value is missing, else -11; it names fields, never values.
 */
export function expectRecord<Shape extends z.ZodType>(value: unknown, shape: Shape): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;

  const issues = result.error.issues.flatMap((issue) => flatten(issue, []));
  const missing = issues.filter(({ message }) => message === MISSING);
  const [code, what, reported] =
    missing.length > 0 ? (['-8', 'missing', missing] as const) : (['-11', 'malformed', issues] as const);
  const fields = new Set(reported.map(({ path }) => path.map(fieldName).join('.')));
  throw new BadRecord(code, `${[...fields].slice(0, REPORTED_FIELDS).join(', ')}: ${what}`);
}

interface FlatIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The issues of every branch of a union stand for the union's own. */
function flatten(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly FlatIssue[] {
  const path = [...above, ...issue.path];
  const inner = issue.code === 'invalid_union' ? issue.errors.flat() : [];
  return inner.length > 0 ? inner.flatMap((one) => flatten(one, path)) : [{ path, message: issue.message }];
}

/** Element names of the tables; anything else could be a value. */
function fieldName(key: PropertyKey): string {
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' && /^@?[A-Za-z]{1,12}$/.test(key) ? key : '*';
}

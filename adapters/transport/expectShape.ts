import type { z } from 'zod';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from './badResponse.ts';

const REPORTED_ISSUES = 3;

/** What an answer, or one field of it, must look like. */
interface Expectation<Shape extends z.ZodType> {
  readonly shape: Shape;
  readonly jurisdiction: DivisionCode;
  /** Where in the answer the value stood; default: it is the whole answer. */
  readonly field?: string;
}

/**
 * Checks an answer against the shape that its system promised.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` naming the first three fields and what is wrong with each, by zod's
 *   issue codes; values are never quoted, nor keys that may be values.
 */
export function expectShape<Shape extends z.ZodType>(
  answer: unknown,
  { shape, jurisdiction, field }: Expectation<Shape>,
): z.output<Shape> {
  const result = shape.safeParse(answer);
  if (result.success) return result.data;

  const issues = result.error.issues.slice(0, REPORTED_ISSUES).map(({ path, code }) => {
    const steps = field === undefined ? path : [field, ...path];
    return `${steps.map(fieldName).join('.') || 'the answer'}: ${code}`;
  });
  throw badResponse(jurisdiction, `answered in another shape (${issues.join(', ')})`);
}

/** Field names are words of the system's contract; a key of a map can be a citizen number. */
function fieldName(key: PropertyKey): string {
  if (typeof key === 'number') return String(key);
  return typeof key === 'string' && /^[@#]?[A-Za-z_]{1,16}\d{0,4}$/.test(key) ? key : '*';
}

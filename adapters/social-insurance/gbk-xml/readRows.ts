import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { checkPerson } from '../../transport/checkPerson.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { SubjectRow } from './wire.ts';

/** How the rows of one transaction are read, and about whom they must be. */
interface RowReading<Shape extends z.ZodType> {
  readonly person: NaturalPerson;
  readonly shape: Shape;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the rows of an answer, once every one of them has turned out to be about the person asked for.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`, or `JURISDICTION_BAD_RESPONSE` naming the field.
 */
export function readRows<Shape extends z.ZodType>(
  rows: readonly SubjectRow[],
  { person, shape, jurisdiction }: RowReading<Shape>,
): readonly z.output<Shape>[] {
  for (const { aac002, aac003 } of rows) {
    checkPerson({ asked: person, answered: { number: aac002, name: aac003 }, jurisdiction });
  }
  return rows.map((row) => expectShape(row, { shape, jurisdiction }));
}

import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { checkPerson } from '../../transport/checkPerson.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { PersonRows } from './matchRows.ts';

/** How the rows of one interface are read. */
interface RowReading<Shape extends z.ZodType> {
  readonly shape: Shape;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the rows about one person, once every one of them has turned out to be about that person.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`, or `JURISDICTION_BAD_RESPONSE` naming the field.
 */
export function readRows<Shape extends z.ZodType>(
  { person, rows, hasStrangers }: PersonRows,
  { shape, jurisdiction }: RowReading<Shape>,
): readonly z.output<Shape>[] {
  // A stranger's row may be anybody's that has lost its owner, and a list that lacks an account is a wrong list.
  if (hasStrangers) {
    throw new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about somebody else`, {
      jurisdiction,
    });
  }
  for (const { ZJHM, XINGMING } of rows) {
    checkPerson({ asked: person, answered: { number: ZJHM, name: XINGMING }, jurisdiction });
  }
  return rows.map((row) => expectShape(row, { shape, jurisdiction }));
}

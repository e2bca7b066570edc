import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { checkPerson } from '../../transport/checkPerson.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { PersonRecord } from './wire.ts';

/** How the rows of one service are read, and about whom they must be. */
interface RowReading<Shape extends z.ZodType> {
  readonly person: NaturalPerson;
  readonly shape: Shape;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the rows of a record, once it has turned out to be that of the person asked for.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`, or `JURISDICTION_BAD_RESPONSE` naming the field.
 */
export function readRows<Shape extends z.ZodType>(
  { person: answered, list }: PersonRecord,
  { person, shape, jurisdiction }: RowReading<Shape>,
): readonly z.output<Shape>[] {
  checkPerson({
    asked: person,
    answered: { number: answered.aac002, name: answered.aac003 },
    jurisdiction,
  });
  // An array, because zod compiles each new object schema: that would cost fifty times the reading.
  return expectShape(list, { shape: z.array(shape), jurisdiction, field: 'list' });
}

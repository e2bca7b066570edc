import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../badResponse.ts';
import { checkPerson } from '../checkPerson.ts';
import { expectShape } from '../expectShape.ts';
import type { HolderRows } from './matchRows.ts';
import type { SubjectRow } from './subjectRow.ts';

/** How the rows of one service are read. */
export interface RowReading<Shape extends z.ZodType, T> {
  readonly shape: Shape;
  readonly toDomain: (row: z.output<Shape>) => T;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the rows about one holder, once every one of them has turned out to be about that holder.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`, or `JURISDICTION_BAD_RESPONSE` naming the field.
 */
export function readRows<Shape extends z.ZodType, T>(
  { holder, rows }: HolderRows,
  { shape, toDomain, jurisdiction }: RowReading<Shape, T>,
): readonly T[] {
  for (const row of rows) {
    const answered = personOf(row);
    if (answered.name === undefined) throw badResponse(jurisdiction, 'answered with a row that has no name');
    checkPerson({ asked: { number: holder.number, name: holder.name }, answered, jurisdiction });
  }
  return rows.map((row) => toDomain(expectShape(row, { shape, jurisdiction })));
}

function personOf({ gmsfhm, xm, tyshxydm, dwmc }: SubjectRow) {
  const [number, name] = gmsfhm === null ? [tyshxydm, dwmc] : [gmsfhm, xm];
  return { number: number ?? undefined, name: name ?? undefined };
}

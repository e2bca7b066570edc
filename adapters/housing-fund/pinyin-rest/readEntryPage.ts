import type { z } from 'zod';
import { badResponse } from '../../transport/badResponse.ts';
import type { EntryPage } from '../EntryPage.ts';
import { type PersonReading, readPersonRows } from './readPersonRows.ts';
import type { PersonAnswer } from './wire.ts';

/**
 * Reads one page of a list about one person; an empty list where the centre does not know the person.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`, or `JURISDICTION_BAD_RESPONSE` naming the field.
 */
export function readEntryPage<Shape extends z.ZodType>(
  answer: PersonAnswer,
  reading: PersonReading<Shape>,
): EntryPage<z.output<Shape>> {
  const rows = readPersonRows(answer, reading);
  if (answer.ZTS === null && answer.ZJHM !== null) {
    throw badResponse(reading.jurisdiction, 'gave a page without a count');
  }
  return { asOf: answer.SJSJ, total: answer.ZTS ?? 0, rows };
}

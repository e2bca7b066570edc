import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { checkPerson } from '../../transport/checkPerson.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { PersonAnswer } from './wire.ts';

/** Whom an answer must be about, and of what form its rows are. */
export interface PersonReading<Shape extends z.ZodType> {
  readonly person: NaturalPerson;
  readonly shape: Shape;
  /** The contract or account asked about, under the key that must repeat it. */
  readonly subject?: { readonly key: 'JKHTBH' | 'GRZH'; readonly number: string };
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the rows of an answer about one person, once the answer has turned out to be about that person; no rows where
 * the centre does not know the person.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`, or `JURISDICTION_BAD_RESPONSE` naming the field.
 */
export function readPersonRows<Shape extends z.ZodType>(
  answer: PersonAnswer,
  { person, shape, subject, jurisdiction }: PersonReading<Shape>,
): readonly z.output<Shape>[] {
  const { ZJHM, XINGMING, ZTS, rows } = answer;
  const isUnknown = ZJHM === null && XINGMING === null && rows.length === 0 && (ZTS ?? 0) === 0;
  if (isUnknown) return [];

  checkPerson({
    asked: person,
    answered: { number: ZJHM ?? undefined, name: XINGMING ?? undefined },
    jurisdiction,
  });
  if (ZJHM === null || XINGMING === null)
    throw badResponse(jurisdiction, 'did not say in full whom it meant');
  if (rows.length > 0 && subject && answer[subject.key] !== subject.number) {
    throw badResponse(jurisdiction, 'answered about another account or contract');
  }
  return expectShape(rows, { shape: z.array(shape), jurisdiction });
}

import { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { checkPerson } from '../../transport/checkPerson.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { EntryPage } from '../EntryPage.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import { personBody } from './wire.ts';

/** Whom an answer must be about, and of what form its rows are. */
export interface PersonReading<Shape extends z.ZodType> {
  readonly person: NaturalPerson;
  readonly shape: Shape;
  /** The contract or account asked about, under the element that must repeat it. */
  readonly subject?: { readonly element: 'JKHTBH' | 'GRZH'; readonly number: string };
  readonly isPage?: boolean;
  readonly jurisdiction: DivisionCode;
}

/** The rows of an answer about one person, and what stands beside them. */
export interface PersonRows<Row> extends EntryPage<Row> {
  /** 机构名称. */
  readonly centerName: string;
}

/**
 * Reads the body of an answer about one person, once it has turned out to be about that person; no rows where the centre
 * does not know the person.
 *
 * @throws {TongbanError} IDENTITY_MISMATCH, or JURISDICTION_BAD_RESPONSE naming the field.
 */
export function readPersonRows<Shape extends z.ZodType>(
  body: unknown,
  { person, shape, subject, isPage = false, jurisdiction }: PersonReading<Shape>,
): PersonRows<z.output<Shape>> {
  const answer = expectShape(body, { shape: personBody, jurisdiction });
  const { JGMC: centerName, SJSJ: asOf, ZJHM, XINGMING, ZTS: total = 0, rows: list } = answer;
  const given = list === '' ? [] : list.row;
  if (list !== '' && list['@hs'] !== given.length)
    throw badResponse(jurisdiction, 'gave another number of rows than it counted');

  const isUnknown = ZJHM === null && XINGMING === null && given.length === 0 && total === 0;
  if (isUnknown) return { asOf, centerName, total: 0, rows: [] };
  if (ZJHM === null || XINGMING === null)
    throw badResponse(jurisdiction, 'did not say in full whom it meant');
  checkPerson({ asked: person, answered: { number: ZJHM, name: XINGMING }, jurisdiction });
  if (isPage && answer.ZTS === undefined) throw badResponse(jurisdiction, 'gave a page without a count');
  if (given.length > 0 && subject && answer[subject.element] !== subject.number)
    throw badResponse(jurisdiction, 'answered about another account or contract');
  return { asOf, centerName, total, rows: expectShape(given, { shape: z.array(shape), jurisdiction }) };
}

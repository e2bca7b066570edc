import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { checkPerson } from '../../transport/checkPerson.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import { lineSubject } from './wire.ts';

/** What a file says of one person: the rows of accounts or loans, and the person's name; `null` for somebody unknown. */
export interface SubjectRows {
  /** As the centre writes it; `null` for a person whom it does not know. */
  readonly name: string | null;
  readonly rows: readonly unknown[];
}

/** Who was asked about, and where it shows that a line tells of something. */
interface SubjectReading {
  /** A person without a name is one whose answer came later, matched by the number alone. */
  readonly person: { readonly number: NaturalPerson['number']; readonly name?: string };
  readonly key: string;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the lines about one person, once they have turned out to be about that person.
 *
 * @throws {TongbanError} IDENTITY_MISMATCH, or JURISDICTION_BAD_RESPONSE.
 */
export function readSubjectRows(
  lines: readonly Readonly<Record<string, string>>[],
  { person, key, jurisdiction }: SubjectReading,
): SubjectRows {
  const subjects = lines.map((line) => expectShape(line, { shape: lineSubject, jurisdiction }));
  const isUnknown = subjects.every(({ ZJHM, XINGMING }) => ZJHM === null && XINGMING === null);
  if (isUnknown) {
    if (lines.length > 1 || lines.some((line) => Object.values(line).some((value) => value.trim() !== '')))
      throw badResponse(jurisdiction, 'told of somebody without saying whom');
    return { name: null, rows: [] };
  }
  for (const { ZJHM, XINGMING } of subjects) {
    if (ZJHM === null || XINGMING === null)
      throw badResponse(jurisdiction, 'did not say in full whom it meant');
    checkPerson({ asked: person, answered: { number: ZJHM, name: XINGMING }, jurisdiction });
  }
  const rows = lines.filter((line) => (line[key] ?? '').trim() !== '');
  if (rows.length < lines.length && lines.length > 1)
    throw badResponse(jurisdiction, 'told of nothing and of something about one person');
  return { name: subjects[0]?.XINGMING ?? null, rows };
}

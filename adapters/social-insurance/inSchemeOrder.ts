import type { Enrollment } from '../../domain/social-insurance/InsuredPerson.ts';
import { SCHEMES } from '../../domain/social-insurance/scheme.ts';

/** Orders enrolments as the vocabulary does, those in unknown schemes last. */
export function inSchemeOrder(enrollments: readonly Enrollment[]): readonly Enrollment[] {
  return enrollments.toSorted((one, other) => SCHEMES.indexOf(one.scheme) - SCHEMES.indexOf(other.scheme));
}

import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/** What an answer says it is about. */
export interface AnsweredStep {
  readonly businessKey: string;
  readonly collaborationNumber: string;
  /** Of the applicant. */
  readonly number: string;
  readonly name: string;
}

/** What was asked. */
export interface AskedStep {
  readonly businessKey: string;
  readonly collaborationNumber: string;
  readonly applicant: HolderIdentity;
}

interface StepCheck {
  readonly asked: AskedStep;
  readonly answered: AnsweredStep;
  readonly jurisdiction: DivisionCode;
}

/**
 * Makes sure that an answer is about the step that was asked for, and about its applicant. Stricter than `checkPerson`:
 * these systems compared the name, so all that may differ are blanks at the ends and the case of `x`.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH`; the message says nothing about anybody.
 */
export function expectStep({ asked, answered, jurisdiction }: StepCheck): void {
  const { applicant } = asked;
  const isSame =
    answered.businessKey.trim() === asked.businessKey &&
    answered.collaborationNumber.trim() === asked.collaborationNumber &&
    answered.number.trim().toUpperCase() === applicant.number &&
    answered.name.trim() === applicant.name.trim();
  if (isSame) return;
  throw new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about another step or applicant`, {
    jurisdiction,
  });
}

import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { expectStep } from '../../steps/expectStep.ts';
import { readOutputs } from '../../steps/readOutputs.ts';
import { resultOfState } from '../../steps/resultOfState.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { HANDLING_STATES, type HandlingAnswer } from './handlingWire.ts';

interface StepReading {
  readonly asked: {
    readonly businessKey: string;
    readonly collaborationNumber: string;
    readonly applicant: HolderIdentity;
  };
  readonly business: StepBusiness;
  readonly jurisdiction: DivisionCode;
}

/**
 * What an answer says of the step that was asked for.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH` for one about another step or person; `JURISDICTION_BAD_RESPONSE` for one
 *   about another business, or without what the business promises.
 * @see docs/dialects/pinyin-rest.md, 8.2
 */
export function toStepResult(
  answer: HandlingAnswer,
  { asked, business, jurisdiction }: StepReading,
): StepResult {
  const { DJLSH, XTBH, YWDM, ZJHM, MC, BLZT, JJDM, JJYY, rows } = answer;
  const answered = { businessKey: DJLSH, collaborationNumber: XTBH, number: ZJHM, name: MC };
  expectStep({ asked, answered, jurisdiction });
  if (YWDM !== business.code) throw badResponse(jurisdiction, 'answered about another business');

  return resultOfState({ state: BLZT, code: JJDM, reason: JJYY }, HANDLING_STATES, {
    jurisdiction,
    outputs: () => {
      const written = rows.map(({ XMC, XMZ }) => ({ name: XMC, value: XMZ }));
      return readOutputs(written, { promised: business.outputs, jurisdiction });
    },
  });
}

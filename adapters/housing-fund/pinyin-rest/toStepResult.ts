import type { StepResult } from '../../../domain/cases/StepResult.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { expectStep } from '../../steps/expectStep.ts';
import { readOutputs } from '../../steps/readOutputs.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { HANDLING_STATES, type HandlingAnswer } from './handlingWire.ts';

const TAKEN_BACK = '已撤销';

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

  switch (BLZT) {
    case HANDLING_STATES.done: {
      const written = rows.map(({ XMC, XMZ }) => ({ name: XMC, value: XMZ }));
      return {
        outcome: 'DONE',
        outputs: readOutputs(written, { promised: business.outputs, jurisdiction }),
      };
    }
    case HANDLING_STATES.inWork:
      return { outcome: 'PENDING' };
    case HANDLING_STATES.refused:
      if (JJDM === '') throw badResponse(jurisdiction, 'refused without a code');
      return { outcome: 'REFUSED', code: JJDM, reason: JJYY };
    case HANDLING_STATES.takenBack:
      return { outcome: 'REFUSED', code: BLZT, reason: TAKEN_BACK };
    default:
      return { outcome: 'UNKNOWN', code: BLZT };
  }
}

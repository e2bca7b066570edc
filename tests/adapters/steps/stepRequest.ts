import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** The invented person of the specifications' worked examples; 𬭩 is outside the Basic Multilingual Plane. */
export const lin: HolderIdentity = {
  kind: 'NATURAL_PERSON',
  number: parseCitizenNumber('10990119900307002X'),
  name: '林小\u{2CB69}',
};

/** The form of the worked examples, in another order than it is written. */
export const FORM_REMARK = { remark: ' 甲|乙 & "丙" ' } as const;

/** A request of the given action, under keys of its own. */
export function stepRequest(action: StepAction, change: Partial<StepRequest> = {}): StepRequest {
  return {
    stepKey: 'case-17.2',
    businessKey: 'TB20261122000017S2',
    collaborationNumber: 'TB20261122000017',
    action,
    item: 'transfer-housing-fund',
    acceptingDivision: parseDivisionCode('430700'),
    owningDivision: parseDivisionCode('510100'),
    parties: [{ role: 'APPLICANT', identity: lin }],
    form: {},
    ...change,
  };
}

import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** What the requests of one place have in common. */
interface RequestsOf {
  readonly jurisdiction: string;
  readonly applicant: HolderIdentity;
}

/** Makes requests to a place, each under keys of its own unless it is given some. */
export function createStepRequests({ jurisdiction, applicant }: RequestsOf) {
  let count = 0;
  return (action: StepAction, change: Partial<StepRequest> = {}): StepRequest => {
    count += 1;
    const number = `${jurisdiction}${String(count).padStart(8, '0')}`;
    return {
      stepKey: `case-${number}.1`,
      businessKey: `TB${number}S1`,
      collaborationNumber: `TB${number}`,
      action,
      item: 'contract-item',
      acceptingDivision: parseDivisionCode('430700'),
      owningDivision: parseDivisionCode(jurisdiction),
      parties: [{ role: 'APPLICANT', identity: applicant }],
      form: {},
      ...change,
    };
  };
}

import type { StepRequest } from '../../../../../domain/cases/StepRequest.ts';
import { parseDivisionCode } from '../../../../../domain/divisionCode.ts';
import { person } from '../../support/messages.ts';

export const STEP_KEY = 'case-1.2';
export const BUSINESS_KEY = '2026B0000000000001';

/** A step for Hunan, about the first simulated person. */
export const stepRequest = (given: Partial<StepRequest> = {}): StepRequest => ({
  stepKey: STEP_KEY,
  businessKey: BUSINESS_KEY,
  collaborationNumber: '2026C0000000000001',
  action: 'issue-migration-permit',
  item: 'hukou-migration',
  acceptingDivision: parseDivisionCode('340000'),
  owningDivision: parseDivisionCode('430000'),
  parties: [{ role: 'APPLICANT', identity: person(1) }],
  form: { ground: 'SPOUSE_REUNION', address: 'CANARY-ADDRESS-7' },
  ...given,
});

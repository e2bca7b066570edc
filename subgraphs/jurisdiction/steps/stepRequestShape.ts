import { z } from 'zod';
import { PARTY_ROLES } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import { type CitizenNumber, isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { type CreditCode, isCreditCode } from '../../../domain/creditCode.ts';
import { type DivisionCode, isDivisionCode } from '../../../domain/divisionCode.ts';

const division = z.custom<DivisionCode>(isDivisionCode);
const identity = z.union([
  z.object({
    kind: z.literal('NATURAL_PERSON'),
    number: z.custom<CitizenNumber>(isCitizenNumber),
    name: z.string(),
  }),
  z.object({
    kind: z.literal('LEGAL_PERSON'),
    number: z.custom<CreditCode>(isCreditCode),
    name: z.string(),
  }),
]);

/** A request as it lies under our seal. */
export const stepRequestShape: z.ZodType<StepRequest> = z.object({
  stepKey: z.string(),
  businessKey: z.string(),
  collaborationNumber: z.string(),
  action: z.custom<StepAction>(isStepAction),
  item: z.string(),
  acceptingDivision: division,
  owningDivision: division,
  parties: z.array(z.object({ role: z.enum(PARTY_ROLES), identity })),
  form: z.record(z.string(), z.string()),
});

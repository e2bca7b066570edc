import { z } from 'zod';
import { PARTY_ROLES } from '../../../domain/cases/partyRole.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import { type DivisionCode, isDivisionCode } from '../../../domain/divisionCode.ts';

const division = z.custom<DivisionCode>(isDivisionCode, 'must be a canonical 6-digit division code');
const key = z.string().regex(/^[0-9A-Z]{16,32}$/, 'must be 16 to 32 of 0-9A-Z');
const MOST_FIELDS = 200;

/** The body of `PUT {prefix}/steps/{stepKey}`; docs/steps.md tells of it. */
export const stepBody = z.strictObject({
  businessKey: key,
  collaborationNumber: key,
  action: z.custom<StepAction>(isStepAction, 'must be an action that is known here'),
  item: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be an item code'),
  acceptingDivision: division,
  owningDivision: division,
  parties: z
    .array(z.strictObject({ role: z.enum(PARTY_ROLES), sealedIdentity: z.string().max(4_096) }))
    .max(10, 'must be 10 at most')
    .refine(
      (parties) => parties.filter(({ role }) => role === 'APPLICANT').length === 1,
      'must have exactly one APPLICANT',
    ),
  form: z
    .record(
      z.string().regex(/^[A-Za-z0-9]{1,64}$/, 'must be named by letters and digits'),
      z.string().max(4_000, 'must be 4000 characters at most'),
    )
    .refine((form) => Object.keys(form).length <= MOST_FIELDS, `must have ${MOST_FIELDS} fields at most`),
});

import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { formFields } from '../../steps/formFields.ts';
import { writableText } from '../../steps/writableText.ts';

/** role of everybody but the applicant, who stands beside the list. */
const ROLES = {
  AGENT: 'agent',
  SPOUSE: 'spouse',
  PARENT: 'parent',
  CHILD: 'child',
  NEWBORN: 'newborn',
  EMPLOYER: 'employer',
} as const satisfies Record<Exclude<PartyRole, 'APPLICANT'>, string>;

const PAPERS = {
  NATURAL_PERSON: 'resident',
  LEGAL_PERSON: 'credit',
} as const satisfies Record<HolderIdentity['kind'], string>;

/**
 * The business object of SBC301 and SBC303.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what the system cannot take.
 * @see docs/dialects/national-cipher.md, 10.1
 */
export function toOrder(request: StepRequest, businessCode: string): object {
  const { number, name } = applicantOf(request.parties);
  return {
    aac002: number,
    aac003: writableText(name),
    bizNo: request.businessKey,
    caseNo: request.collaborationNumber,
    bizCode: businessCode,
    itemCode: request.item,
    acceptDivision: request.acceptingDivision,
    ownDivision: request.owningDivision,
    parties: request.parties.flatMap(({ role, identity }) =>
      role === 'APPLICANT'
        ? []
        : [
            {
              role: ROLES[role],
              idType: PAPERS[identity.kind],
              idNo: identity.number,
              name: writableText(identity.name),
            },
          ],
    ),
    form: Object.fromEntries(formFields(request.form)),
  };
}

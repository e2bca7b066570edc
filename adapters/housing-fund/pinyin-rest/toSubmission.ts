import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { formFields } from '../../steps/formFields.ts';
import { writableText } from '../../steps/writableText.ts';
import type { Submission } from './handlingWire.ts';

/** 当事人角色. */
const ROLES = {
  APPLICANT: '01',
  AGENT: '02',
  NEWBORN: '03',
  SPOUSE: '04',
  PARENT: '05',
  CHILD: '06',
  EMPLOYER: '07',
} as const satisfies Record<PartyRole, string>;

/** 证件类型: 身份证, 统一社会信用代码. */
const PAPERS = {
  NATURAL_PERSON: '01',
  LEGAL_PERSON: '20',
} as const satisfies Record<HolderIdentity['kind'], string>;

/**
 * The body of `/ywbl/submit`, in the reference form.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what the interface cannot carry.
 * @see docs/dialects/pinyin-rest.md, 8.1
 */
export function toSubmission(request: StepRequest, businessCode: string): Submission {
  return {
    DJLSH: request.businessKey,
    XTBH: request.collaborationNumber,
    YWDM: businessCode,
    SXBM: request.item,
    SLXZQH: request.acceptingDivision,
    BLXZQH: request.owningDivision,
    DSRLB: request.parties.map(({ role, identity: { kind, number, name } }) => ({
      JS: ROLES[role],
      ZJLX: PAPERS[kind],
      ZJHM: number,
      MC: writableText(name),
    })),
    XMLB: formFields(request.form).map(([XMC, XMZ]) => ({ XMC, XMZ })),
  };
}

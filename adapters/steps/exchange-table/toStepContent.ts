import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { formFields } from '../formFields.ts';
import { writableText } from '../writableText.ts';
import type { StepContent } from './stepContent.ts';

/** 角色, in words. */
const ROLES = {
  APPLICANT: '申请人',
  AGENT: '代办人',
  NEWBORN: '新生儿',
  SPOUSE: '配偶',
  PARENT: '父母',
  CHILD: '子女',
  EMPLOYER: '单位',
} as const satisfies Record<PartyRole, string>;

/** 证件类型: 身份证, 统一社会信用代码. */
const PAPERS = {
  NATURAL_PERSON: 'SFZ',
  LEGAL_PERSON: 'XYM',
} as const satisfies Record<HolderIdentity['kind'], string>;

/**
 * What a request row of type BL says.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what a row cannot carry.
 * @see docs/dialects/exchange-table.md, 10.1
 */
export function toStepContent(
  request: StepRequest,
  { platformCode, businessCode }: { readonly platformCode: string; readonly businessCode: string },
): StepContent {
  return {
    PTBM: platformCode,
    YWBH: request.businessKey,
    XTBH: request.collaborationNumber,
    YWDM: businessCode,
    SXBM: request.item,
    SLQH: request.acceptingDivision,
    BLQH: request.owningDivision,
    DSRLB: request.parties.map(({ role, identity: { kind, number, name } }) => ({
      JS: ROLES[role],
      ZJLX: PAPERS[kind],
      ZJHM: number,
      MC: writableText(name),
    })),
    BDLB: formFields(request.form).map(([XMC, XMZ]) => ({ XMC, XMZ })),
  };
}

import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { formFields } from '../../steps/formFields.ts';
import { writableText } from '../../steps/writableText.ts';
import type { NodeRequest } from './writeRequest.ts';

/** 角色. */
const ROLES = {
  APPLICANT: 'SQ',
  AGENT: 'DB',
  SPOUSE: 'PO',
  PARENT: 'FM',
  CHILD: 'ZN',
  NEWBORN: 'XS',
  EMPLOYER: 'DW',
} as const satisfies Record<PartyRole, string>;

/** 证件类型: 身份证, 统一社会信用代码. */
const PAPERS = {
  NATURAL_PERSON: '01',
  LEGAL_PERSON: '02',
} as const satisfies Record<HolderIdentity['kind'], string>;

/**
 * The body of GJJB01 and GJJB03.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what the hub cannot take.
 * @see docs/dialects/settlement-node.md, 12.1
 */
export function toOrderBody(request: StepRequest, businessCode: string): NodeRequest['body'] {
  const fields = formFields(request.form).map(([XMC, XMZ]) => ({ XMC, XMZ }));
  return {
    YWBH: request.businessKey,
    XTBH: request.collaborationNumber,
    YWDM: businessCode,
    SXBM: request.item,
    SLQH: request.acceptingDivision,
    BLQH: request.owningDivision,
    DSRS: String(request.parties.length),
    DSR: request.parties.map(({ role, identity: { kind, number, name } }) => ({
      JS: ROLES[role],
      ZJLX: PAPERS[kind],
      ZJHM: number,
      MC: writableText(name),
    })),
    BDS: String(fields.length),
    BD: fields,
  };
}

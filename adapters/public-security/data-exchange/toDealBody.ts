import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { formFields } from '../../steps/formFields.ts';
import { writableText } from '../../steps/writableText.ts';
import type { DealBody, Party } from './handlingWire.ts';

/** 角色. */
const ROLES = {
  APPLICANT: 'sqr',
  AGENT: 'dbr',
  NEWBORN: 'xse',
  SPOUSE: 'po',
  PARENT: 'fm',
  CHILD: 'zn',
  EMPLOYER: 'dw',
} as const satisfies Record<PartyRole, string>;

/**
 * 请求报文 of a step, in the reference form. Unlike in questions names are always sent: here they are compared.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what the interface cannot carry.
 * @see docs/dialects/data-exchange.md, 8.1
 */
export function toDealBody(request: StepRequest): DealBody {
  return {
    ywbh: request.businessKey,
    xtbh: request.collaborationNumber,
    sxbm: request.item,
    slqh: request.acceptingDivision,
    blqh: request.owningDivision,
    dsr: request.parties.map(toParty),
    zd: formFields(request.form).map(([zdm, zdz]) => ({ zdm, zdz })),
  };
}

function toParty({ role, identity: { kind, number, name } }: StepRequest['parties'][number]): Party {
  const js = ROLES[role];
  return kind === 'NATURAL_PERSON'
    ? { js, gmsfhm: number, xm: writableText(name) }
    : { js, tyshxydm: number, dwmc: writableText(name) };
}

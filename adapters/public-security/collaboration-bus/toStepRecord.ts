import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import { formFields } from '../../steps/formFields.ts';
import { writableText } from '../../steps/writableText.ts';
import type { OwnElement, OwnRecord } from './writePackage.ts';

/** 角色. */
const ROLES = {
  APPLICANT: '10',
  AGENT: '20',
  NEWBORN: '31',
  SPOUSE: '41',
  PARENT: '42',
  CHILD: '43',
  EMPLOYER: '90',
} as const satisfies Record<PartyRole, string>;

/**
 * The one RECORD of an application, or of a cancellation.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what the bus cannot take.
 * @see docs/dialects/collaboration-bus.md, 13.2
 */
export function toStepRecord(request: StepRequest, businessCode: string): OwnRecord {
  const parties = request.parties.map(toParty);
  const fields = formFields(request.form).map(
    ([name, value]): OwnElement => [
      'BD',
      [
        ['XMC', name],
        ['XMZ', value],
      ],
    ],
  );
  return {
    no: 1,
    kind: 'application',
    elements: [
      ['YWBLH', request.businessKey],
      ['YWDM', businessCode],
      ['SXBM', request.item],
      ['SLQH', request.acceptingDivision],
      ['BLQH', request.owningDivision],
      ['DSRXX', parties, parties.length],
      ['BDXX', fields, fields.length],
    ],
  };
}

function toParty({ role, identity: { kind, number, name } }: StepRequest['parties'][number]): OwnElement {
  const [numberElement, nameElement] = kind === 'NATURAL_PERSON' ? ['GMSFHM', 'XM'] : ['TYSHXYDM', 'DWMC'];
  return [
    'DSR',
    [
      ['JS', ROLES[role]],
      [numberElement, number],
      [nameElement, writableText(name)],
    ],
  ];
}

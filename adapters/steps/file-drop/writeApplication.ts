import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { formatBeijingMoment } from '../../inbound/formatBeijingMoment.ts';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { formFields } from '../formFields.ts';
import type { ReversibleBusiness } from '../ReversibleBusiness.ts';
import { writableText } from '../writableText.ts';

/** 角色. */
const ROLES = {
  APPLICANT: '0',
  AGENT: '1',
  SPOUSE: '2',
  PARENT: '3',
  CHILD: '4',
  NEWBORN: '5',
  EMPLOYER: '9',
} as const satisfies Record<PartyRole, string>;

/** 证件种类: 公民身份号码, 统一社会信用代码. */
const PAPERS = {
  NATURAL_PERSON: '1',
  LEGAL_PERSON: '2',
} as const satisfies Record<HolderIdentity['kind'], string>;

interface ApplicationHead {
  readonly place: string;
  readonly platformCode: string;
  /** Epoch ms. */
  readonly now: number;
}

/** What is applied for. */
export interface DroppedApplication {
  readonly request: StepRequest;
  readonly business: Pick<ReversibleBusiness, 'code' | 'isCancellation'>;
}

/**
 * The data of a batch BLSQ.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what a line cannot carry.
 * @see docs/dialects/file-drop.md, 11.1
 */
export function writeApplication(
  applications: readonly DroppedApplication[],
  { place, platformCode, now }: ApplicationHead,
): Uint8Array {
  const head = [
    applications.length,
    '0.00',
    'BLSQ',
    place,
    formatBeijingMoment(now),
    2,
    platformCode,
    '汉字',
  ];
  return encodeGb18030([head.join('|'), ...applications.map(toLine), ''].join('\n'));
}

function toLine({ request, business: { code, isCancellation } }: DroppedApplication): string {
  const { businessKey, collaborationNumber, item, acceptingDivision, owningDivision, parties, form } =
    request;
  const fields = formFields(form);
  return [
    businessKey,
    collaborationNumber,
    code,
    isCancellation ? 'D' : 'I',
    item,
    acceptingDivision,
    owningDivision,
    String(parties.length),
    ...parties.flatMap(({ role, identity: { kind, number, name } }) => [
      ...[ROLES[role], PAPERS[kind], number, writableText(name)],
    ]),
    String(fields.length),
    ...fields.flat(),
  ]
    .map(escaped)
    .join('|');
}

const escaped = (value: string): string => value.replace(/[\\|]/g, (character) => `\\${character}`);

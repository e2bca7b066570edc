import type { PartyRole } from '../../../domain/cases/partyRole.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { formFields } from '../../steps/formFields.ts';
import { writableText } from '../../steps/writableText.ts';
import { encodeGb18030 } from '../../transport/encodeGb18030.ts';
import { NotSent } from '../../transport/NotSent.ts';
import { xmlText } from '../../transport/xmlText.ts';

/** 角色. */
const ROLES = {
  APPLICANT: '1',
  AGENT: '2',
  SPOUSE: '3',
  PARENT: '4',
  CHILD: '5',
  NEWBORN: '6',
  EMPLOYER: '9',
} as const satisfies Record<PartyRole, string>;

/** 证件种类: 公民身份号码, 统一社会信用代码. */
const PAPERS = {
  NATURAL_PERSON: '1',
  LEGAL_PERSON: '2',
} as const satisfies Record<HolderIdentity['kind'], string>;

/**
 * The body of SBJY11 in the reference form, encoded.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for what XML or GB 18030 cannot carry.
 * @see docs/dialects/gbk-xml.md, 10.1
 */
export function writeOrder(request: StepRequest, businessCode: string): Buffer {
  const elements = [
    ['ywbh', request.businessKey],
    ['xtbh', request.collaborationNumber],
    ['bldm', businessCode],
    ['sxdm', request.item],
    ['slqh', request.acceptingDivision],
    ['blqh', request.owningDivision],
  ] as const;
  const parties = request.parties.map(({ role, identity: { kind, number, name } }) =>
    leaf('dsr', { js: ROLES[role], zl: PAPERS[kind], hm: number, mc: writableText(name) }),
  );
  const fields = formFields(request.form).map(([xm, xz]) => leaf('xx', { xm, xz }));
  const content = elements.map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`);
  return encode(`<body>${[...content, ...parties, ...fields].join('')}</body>`);
}

function leaf(name: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${written.join('')}/>`;
}

function encode(body: string): Buffer {
  try {
    return encodeGb18030(body);
  } catch (error) {
    if (!(error instanceof TongbanError)) throw error;
    throw new TongbanError(error.code, error.message, {
      cause: new NotSent('a character that GB 18030 does not have', { cause: error }),
    });
  }
}

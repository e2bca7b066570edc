import { z } from 'zod';
import { isCitizenNumber } from '../../../exchange/isCitizenNumber.ts';
import { isCreditCode } from '../../../exchange/isCreditCode.ts';
import { areDistinct } from '../../../handling/areDistinct.ts';
import { contentOf } from '../../../handling/contentOf.ts';
import type { HandlingOrder, HandlingParty } from '../../../handling/HandlingOrder.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';
import { isOverLimits } from '../../../handling/isOverLimits.ts';
import type { ExchangeTableOptions } from '../ExchangeTableOptions.ts';
import type { RequestRow } from '../readQuery.ts';
import { parseContent } from './parseContent.ts';
import { tableBusinesses } from './tableBusinesses.ts';

/** The columns of a request of type `BL` that its meaning lies in. */
export interface ApplicationRow extends RequestRow {
  readonly qqlsh: string;
  readonly czlx: string;
}

const text = z
  .string()
  .refine((value) => !hasControlCharacter(value))
  .trim()
  .min(1);
const matching = (form: RegExp) => text.pipe(z.string().regex(form));
const key = matching(/^[0-9A-Z]{16,32}$/);
const division = matching(/^\d{6}$/);
const party = z.object({
  JS: text.pipe(z.enum(['申请人', '代办人', '新生儿', '配偶', '父母', '子女', '单位'])),
  ZJLX: text.pipe(z.enum(['SFZ', 'XYM'])),
  ZJHM: text.pipe(
    z
      .string()
      .toUpperCase()
      .regex(/^[0-9A-Z]{18}$/),
  ),
  MC: text,
});
const field = z.object({ XMC: matching(/^[A-Za-z][0-9A-Za-z]{0,39}$/), XMZ: text });
/** An empty list of XML is an element without content. */
const list = <T extends z.ZodType>(record: T) =>
  z.preprocess((value) => (value === '' ? [] : value), z.array(record));
const content = z.object({
  PTBM: text,
  YWBH: key,
  XTBH: key,
  YWDM: matching(/^[0-9A-Z]{4}$/),
  SXBM: matching(/^[a-z0-9-]{1,64}$/),
  SLQH: division,
  BLQH: division,
  DSRLB: list(party).refine(areDistinctParties),
  BDLB: list(field).refine((fields) => areDistinct(fields.map(({ XMC }) => XMC))),
});

/** What a request asks to be done, or the code of table 10.7 that it is refused with; checks in the order of the table. */
export function readApplication(
  { qqlsh, qqnr, zjhm, czlx }: ApplicationRow,
  department: string,
  { contentFormat, platformCode }: Pick<ExchangeTableOptions, 'contentFormat' | 'platformCode'>,
): HandlingOrder | '201' | '203' | '204' | '205' | '206' {
  const parsed = content.safeParse(parseContent(qqnr, contentFormat));
  const operation = czlx.trim();
  if (!parsed.success || parsed.data.YWBH !== qqlsh.trim() || !['I', 'D'].includes(operation)) return '201';
  const { PTBM, ...data } = parsed.data;
  const parties = data.DSRLB.map(({ JS, ZJHM, MC }): HandlingParty => ({ role: JS, number: ZJHM, name: MC }));
  const asked = data.DSRLB.find(({ JS }) => JS === '申请人');
  const applicant = parties.find(({ role }) => role === '申请人');
  if (asked === undefined || applicant === undefined) return '201';
  const isRight = asked.ZJLX === 'SFZ' ? isCitizenNumber : isCreditCode;
  if (zjhm.trim().toUpperCase() !== asked.ZJHM || !isRight(asked.ZJHM)) return '203';
  if (PTBM !== platformCode) return '204';
  const fields = Object.fromEntries(data.BDLB.map(({ XMC, XMZ }) => [XMC, XMZ]));
  if (isOverLimits({ parties, fields })) return '206';
  const business = tableBusinesses(department).get(data.YWDM);
  if (business === undefined || (operation === 'D' && !business.isUndone)) return '205';
  return {
    businessKey: data.YWBH,
    collaborationNumber: data.XTBH,
    action: operation === 'D' ? `undo-${business.action}` : business.action,
    code: data.YWDM,
    item: data.SXBM,
    accepting: data.SLQH,
    owning: data.BLQH,
    applicant,
    parties,
    fields,
    content: contentOf({ ...data, operation }),
  };
}

function areDistinctParties(parties: readonly z.infer<typeof party>[]): boolean {
  const applicants = parties.filter(({ JS }) => JS === '申请人');
  return applicants.length === 1 && areDistinct(parties.map(({ JS, ZJHM }) => JS + ZJHM));
}

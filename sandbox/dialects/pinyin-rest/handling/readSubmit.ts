import { z } from 'zod';
import { areDistinct } from '../../../handling/areDistinct.ts';
import { contentOf } from '../../../handling/contentOf.ts';
import type { HandlingOrder, HandlingParty } from '../../../handling/HandlingOrder.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';

const MOST_FIELDS = 64;
const MOST_PARTIES = 8;
const LONGEST_VALUE = 400;
const LONGEST_NAME = 200;

const text = z
  .string()
  .refine((value) => !hasControlCharacter(value))
  .trim()
  .min(1);
const key = z
  .string()
  .trim()
  .regex(/^[0-9A-Z]{16,32}$/);
const division = z
  .string()
  .trim()
  .regex(/^\d{6}$/);
const party = z.object({
  JS: z.enum(['01', '02', '03', '04', '05', '06', '07']),
  ZJLX: z.enum(['01', '20']),
  ZJHM: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z]{18}$/),
  MC: text,
});
const field = z.object({ XMC: z.string().regex(/^[A-Za-z][0-9A-Za-z]{0,39}$/), XMZ: text });
const submit = z.looseObject({
  DJLSH: key,
  XTBH: key,
  YWDM: z
    .string()
    .trim()
    .regex(/^\d{4}$/),
  SXBM: z
    .string()
    .trim()
    .regex(/^[a-z0-9-]{1,64}$/),
  SLXZQH: division,
  BLXZQH: division,
  DSRLB: z.array(party).min(1).refine(areDistinctParties),
  XMLB: z.array(field).refine((fields) => areDistinct(fields.map(({ XMC }) => XMC))),
});

/** What a parsed body asks to be done, but for its action; otherwise the result code that refuses it. */
export function readSubmit(body: unknown): Omit<HandlingOrder, 'action'> | '2001' | '2002' {
  const parsed = submit.safeParse(body);
  if (!parsed.success) return '2001';
  const { data } = parsed;
  const isOver =
    data.XMLB.length > MOST_FIELDS ||
    data.DSRLB.length > MOST_PARTIES ||
    data.XMLB.some(({ XMZ }) => Array.from(XMZ).length > LONGEST_VALUE) ||
    data.DSRLB.some(({ MC }) => Array.from(MC).length > LONGEST_NAME);
  if (isOver) return '2002';
  const parties = data.DSRLB.map(({ JS, ZJHM, MC }): HandlingParty => ({ role: JS, number: ZJHM, name: MC }));
  const applicant = parties.find(({ role }) => role === '01');
  if (applicant === undefined) return '2001';
  return {
    businessKey: data.DJLSH,
    collaborationNumber: data.XTBH,
    code: data.YWDM,
    item: data.SXBM,
    accepting: data.SLXZQH,
    owning: data.BLXZQH,
    applicant,
    parties,
    fields: Object.fromEntries(data.XMLB.map(({ XMC, XMZ }) => [XMC, XMZ])),
    content: contentOf(data),
  };
}

function areDistinctParties(parties: readonly z.infer<typeof party>[]): boolean {
  const applicants = parties.filter(({ JS }) => JS === '01');
  return applicants.length === 1 && areDistinct(parties.map(({ JS, ZJHM }) => JS + ZJHM));
}

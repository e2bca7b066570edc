import { z } from 'zod';
import { areDistinct } from '../../../handling/areDistinct.ts';
import type { HandlingOrder, HandlingParty } from '../../../handling/HandlingOrder.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';
import { isOverLimits } from '../../../handling/isOverLimits.ts';
import { NODE_BUSINESSES } from './nodeBusinesses.ts';

const APPLICANT = 'SQ';

const text = z
  .string()
  .min(1)
  .refine((value) => !hasControlCharacter(value));
const key = z.string().regex(/^[0-9A-Z]{16,32}$/);
const division = z.string().regex(/^\d{6}$/);
const count = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);
const party = z.object({
  JS: z.enum(['SQ', 'DB', 'PO', 'FM', 'ZN', 'XS', 'DW']),
  ZJLX: z.enum(['01', '02']),
  ZJHM: z
    .string()
    .toUpperCase()
    .regex(/^[0-9A-Z]{18}$/),
  MC: text,
});
const field = z.object({ XMC: z.string().regex(/^[A-Za-z][0-9A-Za-z]{0,39}$/), XMZ: text });
const order = z
  .object({
    YWBH: key,
    XTBH: key,
    YWDM: z.string().regex(/^[A-Z]{3}$/),
    SXBM: z.string().regex(/^[a-z0-9-]{1,64}$/),
    SLQH: division,
    BLQH: division,
    DSRS: count,
    DSR: z.array(party).refine(areDistinctParties),
    BDS: count,
    BD: z
      .array(field)
      .default([])
      .refine((fields) => areDistinct(fields.map(({ XMC }) => XMC))),
  })
  .refine(({ DSRS, DSR, BDS, BD }) => DSRS === DSR.length && BDS === BD.length);

/**
 * What the body of GJJB01 or GJJB03 asks to be done, or the code that refuses it.
 *
 * @param person - 客户号 of the head.
 * @param isUndo - whether it is a GJJB03.
 */
export function readOrder(
  tree: Readonly<Record<string, unknown>>,
  person: string,
  isUndo: boolean,
): HandlingOrder | '2004' | '2005' | '2008' {
  const parsed = order.safeParse(tree);
  if (!parsed.success) return '2004';
  const { YWBH, XTBH, YWDM, SXBM, SLQH, BLQH, DSR, BD } = parsed.data;
  const parties = DSR.map(({ JS, ZJHM, MC }): HandlingParty => ({ role: JS, number: ZJHM, name: MC }));
  const applicant = parties.find(({ role }) => role === APPLICANT);
  if (applicant === undefined || applicant.number !== person.toUpperCase()) return '2004';
  const fields = Object.fromEntries(BD.map(({ XMC, XMZ }) => [XMC, XMZ]));
  if (isOverLimits({ parties, fields })) return '2005';
  const business = NODE_BUSINESSES.get(YWDM);
  if (business === undefined || (isUndo && !business.isUndone)) return '2008';
  return {
    businessKey: YWBH,
    collaborationNumber: XTBH,
    action: isUndo ? `undo-${business.action}` : business.action,
    code: YWDM,
    item: SXBM,
    accepting: SLQH,
    owning: BLQH,
    applicant,
    parties,
    fields,
    // Nobody compares: the hub does everything that it is asked.
    content: '',
  };
}

function areDistinctParties(parties: readonly z.infer<typeof party>[]): boolean {
  const applicants = parties.filter(({ JS }) => JS === APPLICANT);
  return applicants.length === 1 && areDistinct(parties.map(({ JS, ZJHM }) => JS + ZJHM));
}

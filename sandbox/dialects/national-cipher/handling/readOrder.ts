import { z } from 'zod';
import { areDistinct } from '../../../handling/areDistinct.ts';
import type { HandlingOrder, HandlingParty } from '../../../handling/HandlingOrder.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';
import { isOverLimits } from '../../../handling/isOverLimits.ts';
import type { PlainRequest } from '../CipherService.ts';
import { CIPHER_BUSINESSES } from './cipherBusinesses.ts';

const text = z
  .string()
  .refine((value) => !hasControlCharacter(value))
  .trim()
  .min(1);
const key = z.string().regex(/^[0-9A-Z]{16,32}$/);
const division = z.string().regex(/^\d{6}$/);
const number = z
  .string()
  .toUpperCase()
  .regex(/^[0-9A-Z]{18}$/);
const party = z.object({
  role: z.enum(['agent', 'spouse', 'parent', 'child', 'newborn', 'employer']),
  idType: z.enum(['resident', 'credit']),
  idNo: number,
  name: text,
});
const order = z.object({
  aac002: number,
  aac003: text,
  bizNo: key,
  caseNo: key,
  bizCode: z.string().regex(/^\d{4}$/),
  itemCode: z.string().regex(/^[a-z0-9-]{1,64}$/),
  acceptDivision: division,
  ownDivision: division,
  parties: z.array(party).refine((parties) => areDistinct(parties.map(({ role, idNo }) => role + idNo))),
  form: z.record(z.string().regex(/^[A-Za-z][0-9A-Za-z]{0,39}$/), text),
});

/**
 * What P of SBC301 or SBC303 asks to be done, or the inner code that refuses it.
 *
 * @param isUndo - whether it is an SBC303.
 */
export function readOrder(plain: PlainRequest, isUndo: boolean): HandlingOrder | '3001' | '3003' | '3004' {
  const parsed = order.safeParse(plain);
  if (!parsed.success) return '3001';
  const { data } = parsed;
  const applicant: HandlingParty = { role: 'applicant', number: data.aac002, name: data.aac003 };
  const others = data.parties.map(({ role, idNo, name }): HandlingParty => ({ role, number: idNo, name }));
  const parties = [applicant, ...others];
  if (isOverLimits({ parties, fields: data.form })) return '3003';
  const business = CIPHER_BUSINESSES.get(data.bizCode);
  if (business === undefined || (isUndo && !business.isUndone)) return '3004';
  return {
    businessKey: data.bizNo,
    collaborationNumber: data.caseNo,
    action: isUndo ? `undo-${business.action}` : business.action,
    code: data.bizCode,
    item: data.itemCode,
    accepting: data.acceptDivision,
    owning: data.ownDivision,
    applicant,
    parties,
    fields: data.form,
    // Nobody compares: the system does everything that it is asked.
    content: '',
  };
}

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
const matching = (form: RegExp) => z.string().trim().regex(form);
const number = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z]{18}$/);
const js = z.enum(['sqr', 'dbr', 'xse', 'po', 'fm', 'zn', 'dw']);
const party = z.union([
  z
    .object({ js, gmsfhm: number, xm: text })
    .transform(({ js, gmsfhm, xm }): HandlingParty => ({ role: js, number: gmsfhm, name: xm })),
  z
    .object({ js, tyshxydm: number, dwmc: text })
    .transform(({ js, tyshxydm, dwmc }): HandlingParty => ({ role: js, number: tyshxydm, name: dwmc })),
]);
const deal = z.looseObject({
  ywbh: matching(/^[0-9A-Z]{16,32}$/),
  xtbh: matching(/^[0-9A-Z]{16,32}$/),
  sxbm: matching(/^[a-z0-9-]{1,64}$/),
  slqh: matching(/^\d{6}$/),
  blqh: matching(/^\d{6}$/),
  dsr: z
    .array(party)
    .min(1)
    .refine((parties) => areDistinct(parties.map(({ role, number }) => role + number))),
  zd: z
    .array(z.object({ zdm: z.string().regex(/^[A-Za-z][0-9A-Za-z]{0,39}$/), zdz: text }))
    .refine((fields) => areDistinct(fields.map(({ zdm }) => zdm))),
});

/** What a parsed body asks of a service, but for its action; otherwise the result code that refuses it. */
export function readDeal(service: string, body: unknown): Omit<HandlingOrder, 'action'> | '306' | '307' {
  const parsed = deal.safeParse(body);
  if (!parsed.success) return '306';
  const { ywbh, xtbh, sxbm, slqh, blqh, dsr, zd } = parsed.data;
  const [applicant, ...others] = dsr.filter(({ role }) => role === 'sqr');
  if (applicant === undefined || others.length > 0) return '306';
  const isOver =
    zd.length > MOST_FIELDS ||
    dsr.length > MOST_PARTIES ||
    zd.some(({ zdz }) => Array.from(zdz).length > LONGEST_VALUE) ||
    dsr.some(({ name }) => Array.from(name).length > LONGEST_NAME);
  if (isOver) return '307';
  return {
    businessKey: ywbh,
    collaborationNumber: xtbh,
    code: service,
    item: sxbm,
    accepting: slqh,
    owning: blqh,
    applicant,
    parties: dsr,
    fields: Object.fromEntries(zd.map(({ zdm, zdz }) => [zdm, zdz])),
    content: contentOf({ ...parsed.data, service }),
  };
}

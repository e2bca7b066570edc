import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { areDistinct } from '../../../handling/areDistinct.ts';
import type { HandlingOrder, HandlingParty } from '../../../handling/HandlingOrder.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';
import { withoutEntities } from '../withoutEntities.ts';

const MOST_FIELDS = 64;
const MOST_PARTIES = 8;
const LONGEST_VALUE = 400;
const LONGEST_NAME = 200;

const plain = z.string().transform((text) => withoutEntities(text));
const text = plain.refine((value) => !hasControlCharacter(value)).pipe(z.string().trim().min(1));
const matching = (form: RegExp) => text.pipe(z.string().regex(form));
const party = z.object({
  js: z.enum(['1', '2', '3', '4', '5', '6', '9']),
  zl: z.enum(['1', '2']),
  hm: text.pipe(
    z
      .string()
      .toUpperCase()
      .regex(/^[0-9A-Z]{18}$/),
  ),
  mc: text,
});
const field = z.object({ xm: matching(/^[A-Za-z][0-9A-Za-z]{0,39}$/), xz: text });
const order = z.object({
  request: z.object({
    body: z.object({
      ywbh: matching(/^[0-9A-Z]{16,32}$/),
      xtbh: matching(/^[0-9A-Z]{16,32}$/),
      bldm: matching(/^[0-9A-Z]{4}$/),
      sxdm: matching(/^[a-z0-9-]{1,64}$/),
      slqh: matching(/^\d{6}$/),
      blqh: matching(/^\d{6}$/),
      dsr: z.array(party).min(1).refine(areDistinctParties),
      xx: z
        .array(field)
        .default([])
        .refine((fields) => areDistinct(fields.map(({ xm }) => xm))),
    }),
  }),
});

const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  isArray: (name) => name === 'dsr' || name === 'xx',
});

/** What a well-formed request of SBJY11 asks to be done, but for its action; otherwise the result code that refuses it. */
export function readOrder(request: string): Omit<HandlingOrder, 'action'> | '2001' | '2002' {
  const parsed = order.safeParse(parseTree(request));
  if (!parsed.success) return '2001';
  const { dsr, xx, ywbh, xtbh, bldm, sxdm, slqh, blqh } = parsed.data.request.body;
  const isOver =
    xx.length > MOST_FIELDS ||
    dsr.length > MOST_PARTIES ||
    xx.some(({ xz }) => Array.from(xz).length > LONGEST_VALUE) ||
    dsr.some(({ mc }) => Array.from(mc).length > LONGEST_NAME);
  if (isOver) return '2002';
  const parties = dsr.map(({ js, hm, mc }): HandlingParty => ({ role: js, number: hm, name: mc }));
  const applicant = parties.find(({ role }) => role === '1');
  if (applicant === undefined) return '2001';
  return {
    businessKey: ywbh,
    collaborationNumber: xtbh,
    code: bldm,
    item: sxdm,
    accepting: slqh,
    owning: blqh,
    applicant,
    parties,
    fields: Object.fromEntries(xx.map(({ xm, xz }) => [xm, xz])),
    // Nobody compares: the system does everything that it is asked.
    content: '',
  };
}

function parseTree(request: string): unknown {
  try {
    return parser.parse(request);
  } catch {
    // Names of attributes that the parser refuses.
    return null;
  }
}

function areDistinctParties(parties: readonly z.infer<typeof party>[]): boolean {
  const applicants = parties.filter(({ js }) => js === '1');
  return applicants.length === 1 && areDistinct(parties.map(({ js, hm }) => js + hm));
}

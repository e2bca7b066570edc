import { z } from 'zod';
import { isCitizenNumber } from '../../../exchange/isCitizenNumber.ts';
import { isCreditCode } from '../../../exchange/isCreditCode.ts';
import { areDistinct } from '../../../handling/areDistinct.ts';
import type { HandlingOrder, HandlingParty } from '../../../handling/HandlingOrder.ts';
import { hasControlCharacter } from '../../../handling/hasControlCharacter.ts';
import { isOverLimits } from '../../../handling/isOverLimits.ts';
import { splitColumns } from '../splitColumns.ts';
import { type FileBusiness, fileBusinesses } from './fileBusinesses.ts';

/** One line of an application batch, judged by itself. */
export interface ReadApplication {
  /** 业务编号 as far as it can be read. */
  readonly key: string;
  /** What is asked for, or the code of table 11.3 that the line fails with. */
  readonly order: HandlingOrder | '3101' | '3102' | '3103' | '3104' | '3105';
}

const COLUMNS_BEFORE = 8;
const PARTY_COLUMNS = 4;
const FIELD_COLUMNS = 2;
const APPLICANT = '0';

const text = z
  .string()
  .min(1)
  .refine((value) => !hasControlCharacter(value));
const party = z.object({
  role: z.enum(['0', '1', '2', '3', '4', '5', '9']),
  kind: z.enum(['1', '2']),
  number: z
    .string()
    .toUpperCase()
    .regex(/^[0-9A-Z]{18}$/),
  name: text,
});
const line = z.object({
  businessKey: z.string().regex(/^[0-9A-Z]{16,32}$/),
  collaborationNumber: z.string().regex(/^[0-9A-Z]{16,32}$/),
  code: z.string().regex(/^\d{3}$/),
  operation: z.enum(['I', 'D']),
  item: z.string().regex(/^[a-z0-9-]{1,64}$/),
  accepting: z.string().regex(/^\d{6}$/),
  owning: z.string().regex(/^\d{6}$/),
  parties: z.array(party).refine(areDistinctParties),
  fields: z
    .array(z.object({ name: z.string().regex(/^[A-Za-z][0-9A-Za-z]{0,39}$/), value: text }))
    .refine((fields) => areDistinct(fields.map(({ name }) => name))),
});

/** Reads a line, in the order of checks of section 11.3; a key that stands twice is for whoever sees all lines. */
export function readApplication(raw: string, department: string): ReadApplication {
  const columns = splitColumns(raw);
  const key = columns?.[0] ?? '';
  const divided = columns === null ? null : divide(columns);
  if (divided === null) return { key, order: '3101' };
  const { names, pairs, ...rest } = divided;
  const fields = Object.fromEntries(pairs.map(({ name, value }, index) => [`${index} ${name}`, value]));
  if (isOverLimits({ parties: names.map(asParty), fields })) return { key, order: '3105' };
  const parsed = line.safeParse({ ...rest, parties: names, fields: pairs });
  if (!parsed.success) return { key, order: '3103' };
  const { data } = parsed;
  if (!data.parties.every(({ kind, number }) => (kind === '1' ? isCitizenNumber : isCreditCode)(number)))
    return { key, order: '3102' };
  const business = fileBusinesses(department).get(data.code);
  if (business === undefined || (data.operation === 'D' && !business.isUndone)) return { key, order: '3104' };
  return { key, order: orderOf(data, business) };
}

function orderOf(data: z.infer<typeof line>, business: FileBusiness): HandlingOrder {
  const { operation, parties: given, fields, ...rest } = data;
  const parties = given.map(asParty);
  const applicant = parties.find(({ role }) => role === APPLICANT);
  if (applicant === undefined) throw new Error('a line without an applicant was let through');
  return {
    ...rest,
    action: operation === 'D' ? `undo-${business.action}` : business.action,
    applicant,
    parties,
    fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    // Nobody compares: whatever arrives is worked on.
    content: '',
  };
}

const asParty = ({ role, number, name }: HandlingParty): HandlingParty => ({ role, number, name });

/** Cells by what they mean; `null` where they are too few, or what counts them is no number. */
function divide(columns: readonly string[]) {
  const [businessKey, collaborationNumber, code, operation, item, accepting, owning, count] = columns;
  const parties = countOf(count);
  if (parties === null) return null;
  const formAt = COLUMNS_BEFORE + parties * PARTY_COLUMNS;
  const fields = countOf(columns[formAt]);
  if (fields === null || columns.length < formAt + 1 + fields * FIELD_COLUMNS) return null;
  const cell = (at: number): string => columns[at] ?? '';
  return {
    businessKey,
    collaborationNumber,
    code,
    operation,
    item,
    accepting,
    owning,
    names: Array.from({ length: parties }, (_, index) => {
      const at = COLUMNS_BEFORE + index * PARTY_COLUMNS;
      return { role: cell(at), kind: cell(at + 1), number: cell(at + 2), name: cell(at + 3) };
    }),
    pairs: Array.from({ length: fields }, (_, index) => {
      const at = formAt + 1 + index * FIELD_COLUMNS;
      return { name: cell(at), value: cell(at + 1) };
    }),
  };
}

const countOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null;

function areDistinctParties(parties: readonly z.infer<typeof party>[]): boolean {
  const applicants = parties.filter(({ role }) => role === APPLICANT);
  return applicants.length === 1 && areDistinct(parties.map(({ role, number }) => role + number));
}

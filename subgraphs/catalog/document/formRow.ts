import { z } from 'zod';
import { PARTY_ROLES } from '../../../domain/cases/partyRole.ts';
import { evidenceFields, lacksWords } from './evidenceRow.ts';
import { formSchemaRow } from './formSchemaRow.ts';
import { slugText } from './slugText.ts';

const roles = z
  .array(z.enum(PARTY_ROLES))
  .refine((list) => new Set(list).size === list.length, 'stand there twice');

/** 申请表及当事人: a row of the section `forms`. */
export const formRow = z
  .strictObject({
    /** Code of the item. */
    item: slugText,
    schema: formSchemaRow,
    /** Names of all properties, in the order in which they are filled in: the database keeps none. */
    order: z.array(z.string()),
    parties: z.strictObject({ required: roles, allowed: roles }),
    ...evidenceFields,
  })
  .refine(({ schema, order }) => isSameSet(order, Object.keys(schema.properties)), {
    path: ['order'],
    message: 'must name every property once',
  })
  .refine(({ parties: { required } }) => required.includes('APPLICANT'), {
    path: ['parties', 'required'],
    message: 'must hold APPLICANT',
  })
  .refine(({ parties: { required, allowed } }) => required.every((role) => allowed.includes(role)), {
    path: ['parties', 'allowed'],
    message: 'must hold all that are required',
  })
  .refine((row) => !lacksWords(row), { path: ['quote'], message: 'needs the words of the article' });

export type FormRow = z.output<typeof formRow>;

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());

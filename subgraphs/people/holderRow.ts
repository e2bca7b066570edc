import { z } from 'zod';
import { parseDivisionCode } from '../../domain/divisionCode.ts';
import { parsedText } from '../serving/parsedText.ts';
import { parseHolderNumber } from './parseHolderNumber.ts';

const place = parsedText(parseDivisionCode, 'not a division code of 2, 4, 6, 9 or 12 digits');
const places = z.array(place).default([]);

const rest = {
  name: z.string().trim().min(1, 'must not be empty').max(200, 'longer than 200 characters'),
  /** Who signs in as this holder; left out for somebody who cannot. */
  subject: z.strictObject({ issuer: z.string().min(1), subject: z.string().min(1) }).optional(),
  holdings: z
    .strictObject({ publicSecurity: places, socialInsurance: places, housingFund: places })
    .prefault({}),
};

/** One row of an import: a person, and the places that hold records of that person, per department. */
export const holderRow = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('NATURAL_PERSON'),
    number: parsedText(
      (text) => parseHolderNumber('NATURAL_PERSON', text),
      'not a citizen number of GB 11643',
    ),
    ...rest,
  }),
  z.strictObject({
    kind: z.literal('LEGAL_PERSON'),
    number: parsedText((text) => parseHolderNumber('LEGAL_PERSON', text), 'not a credit code of GB 32100'),
    ...rest,
  }),
]);

/** A row as it is written, before its codes and numbers are brought into canonical spelling. */
export type HolderRowInput = z.input<typeof holderRow>;

/** A row that was checked, in canonical spelling. */
export type HolderRow = z.output<typeof holderRow>;

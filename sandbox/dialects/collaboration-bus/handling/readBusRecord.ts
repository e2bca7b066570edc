import { z } from 'zod';
import { unescapeText } from '../unescapeText.ts';

const MOST_FIELDS = 64;
const MOST_PARTIES = 8;
const LONGEST_VALUE = 400;
const LONGEST_NAME = 200;

/** Empty where the element is missing or has other elements in it. */
const leaf = z
  .string()
  .transform((text) => (unescapeText(text) ?? '').trim())
  .catch('');
const listOf = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(one));
const party = z
  .object({ JS: leaf, GMSFHM: leaf, XM: leaf, TYSHXYDM: leaf, DWMC: leaf })
  .catch({ JS: '', GMSFHM: '', XM: '', TYSHXYDM: '', DWMC: '' });
const field = z.object({ XMC: leaf, XMZ: leaf }).catch({ XMC: '', XMZ: '' });
const record = z.object({
  YWBLH: leaf,
  YWDM: leaf,
  SXBM: leaf,
  SLQH: leaf,
  BLQH: leaf,
  DSRXX: z
    .object({ '@count': leaf, DSR: listOf(party) })
    .nullable()
    .catch(null),
  BDXX: z
    .object({ '@count': leaf, BD: listOf(field) })
    .nullable()
    .catch(null),
});

/** What stands in a RECORD of an application or a cancellation; texts are empty where elements are missing. */
export interface BusRecord {
  readonly key: string;
  readonly code: string;
  readonly item: string;
  readonly accepting: string;
  readonly owning: string;
  readonly parties: readonly { readonly role: string; readonly number: string; readonly name: string }[];
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Whether a section of those that are required is missing, or has a count that is not that of its entries. */
  readonly sections: 'right' | 'missing' | 'miscounted';
  /** Whether it has more, or longer, entries than are allowed. */
  readonly isOver: boolean;
}

export function readBusRecord(content: Readonly<Record<string, unknown>>): BusRecord {
  const { YWBLH, YWDM, SXBM, SLQH, BLQH, DSRXX, BDXX } = record.parse(content);
  const parties = (DSRXX?.DSR ?? []).map(({ JS, GMSFHM, XM, TYSHXYDM, DWMC }) => ({
    role: JS,
    number: (GMSFHM || TYSHXYDM).toUpperCase(),
    name: GMSFHM === '' ? DWMC : XM,
  }));
  const fields = (BDXX?.BD ?? []).map(({ XMC, XMZ }) => [XMC, XMZ] as const);
  const isCounted =
    DSRXX?.['@count'] === String(parties.length) && BDXX?.['@count'] === String(fields.length);
  const isLong = (text: string, longest: number): boolean => Array.from(text).length > longest;
  return {
    key: YWBLH,
    code: YWDM,
    item: SXBM,
    accepting: SLQH,
    owning: BLQH,
    parties,
    fields,
    sections: sectionsOf(DSRXX !== null && BDXX !== null, isCounted),
    isOver:
      fields.length > MOST_FIELDS ||
      parties.length > MOST_PARTIES ||
      fields.some(([, value]) => isLong(value, LONGEST_VALUE)) ||
      parties.some(({ name }) => isLong(name, LONGEST_NAME)),
  };
}

function sectionsOf(areThere: boolean, isCounted: boolean): BusRecord['sections'] {
  if (!areThere) return 'missing';
  return isCounted ? 'right' : 'miscounted';
}

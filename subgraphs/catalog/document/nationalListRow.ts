import { z } from 'zod';
import { citationFields } from './citationRow.ts';
import { filledText } from './filledText.ts';
import { statedDateText } from './statedDateText.ts';

/** 清单批次: a row of the section `nationalLists`. */
export const nationalListRow = z.strictObject({
  /** `list` and `batch` of its items, joined. */
  batch: z.string().regex(/^\d{4}-\d+\/(after-)?\d{4}$/, 'must be list and batch, as 2020-35/2021'),
  nameZh: filledText,
  /** The year by whose end the items are to be available nationwide; `null`: the list gives none. */
  byEndOf: statedDateText.nullable(),
  itemCount: z.int().min(1).optional(),
  ...citationFields,
});

export type NationalListRow = z.output<typeof nationalListRow>;

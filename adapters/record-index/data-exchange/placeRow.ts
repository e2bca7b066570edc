import { z } from 'zod';
import { dataExchangeValue } from '../../transport/data-exchange/dataExchangeValue.ts';

const { text, always, instant } = dataExchangeValue;

/**
 * `catalog-701` 档案所在地; one row per person, department and place.
 *
 * @see docs/dialects/record-index.md
 */
export const placeRow = z.object({
  /** 数据更新时间. */
  sjgxsj: instant,
  /** 部门代码. */
  bmdm: always,
  /** 所在地区划代码. */
  szdqhdm: text.regex(/^\d{6}(0{6})?$/),
});
export type PlaceRow = z.output<typeof placeRow>;

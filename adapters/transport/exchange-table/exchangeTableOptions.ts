import { z } from 'zod';

/**
 * What differs between centres with an exchange table; unknown options are refused, because a misspelled one would
 * silently leave its default in force.
 *
 * @see docs/dialects/exchange-table.md, 9
 */
export const exchangeTableOptions = z.strictObject({
  /** The schema that holds both tables. */
  schema: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be a PostgreSQL name in lower case'),
  /** How 数据内容 and 请求内容 are written. */
  contentFormat: z.enum(['json', 'xml']).default('json'),
  /** 平台编码, ours at this centre. */
  platformCode: z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits'),
  /** Minutes after which a row that a reader took and did not finish is free again. */
  takenMinutes: z.number().positive().max(1_440).default(10),
  /** Seconds between two polls. */
  pollSeconds: z.number().positive().max(86_400).default(5),
  /** Whether the centre also does steps of cases. */
  handling: z.literal('offered').optional(),
});
export type ExchangeTableOptions = z.output<typeof exchangeTableOptions>;

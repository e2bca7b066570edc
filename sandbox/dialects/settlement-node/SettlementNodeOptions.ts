import { z } from 'zod';

/** Longest request file that any site takes. */
const MOST_LINES = 2_000;

/** The `options` of a place that speaks settlement node (docs/dialects/settlement-node.md, section 11). */
export const settlementNodeOptions = z.strictObject({
  nodeNumber: z.string().regex(/^\d{6}$/),
  hubNode: z.string().regex(/^\d{6}$/),
  unit: z.string().regex(/^[0-9A-Za-z]{1,12}$/),
  operator: z.string().regex(/^\w{1,16}$/),
  password: z.string().min(8).max(64),
  nodeKey: z.string().regex(/^[0-9A-Fa-f]{32}$/),
  cipherMode: z.enum(['ECB', 'CBC']).default('CBC'),
  amountUnit: z.enum(['yuan', 'fen']).default('yuan'),
  batchLimit: z.int().min(1).max(MOST_LINES).default(500),
  syncLimit: z.int().min(0).max(MOST_LINES).default(20),
  handling: z.literal('offered').exactOptional(),
});
export type SettlementNodeOptions = z.infer<typeof settlementNodeOptions>;

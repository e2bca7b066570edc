import { z } from 'zod';

const node = z.string().regex(/^\d{6}$/, 'must be a text of 6 digits');

/**
 * What differs between places of this dialect; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/settlement-node.md, 11
 */
export const settlementNodeOptions = z
  .strictObject({
    /** 节点号, ours. */
    nodeNumber: node,
    /** 接收节点号 of the centre. */
    hubNode: node,
    /** 单位编号. */
    unit: z.string().regex(/^[0-9A-Za-z]{1,12}$/, 'must be 1 to 12 letters or digits'),
    /** 操作员. */
    operator: z.string().regex(/^\w{1,16}$/, 'must be 1 to 16 letters, digits or _'),
    password: z.string().regex(/^[\x20-\x7e]{8,64}$/, 'must be 8 to 64 ASCII characters'),
    /** 节点密钥. */
    nodeKey: z
      .string()
      .regex(/^[0-9A-Fa-f]{32}$/, 'must be 32 hex digits')
      .transform((text) => Buffer.from(text, 'hex')),
    cipherMode: z.enum(['ECB', 'CBC']).default('CBC'),
    amountUnit: z.enum(['yuan', 'fen']).default('yuan'),
    /** Most lines of a request file. */
    batchLimit: z.int().min(1).max(2_000).default(500),
    /** Longest request file that is answered in the same exchange. */
    syncLimit: z.int().min(0).max(2_000).default(20),
    /** Whether the centre also does steps of cases. */
    handling: z.literal('offered').optional(),
  })
  .refine(({ syncLimit, batchLimit }) => syncLimit <= batchLimit, {
    path: ['syncLimit'],
    message: 'must not be above batchLimit',
  });
export type SettlementNodeOptions = z.output<typeof settlementNodeOptions>;
export type AmountUnit = SettlementNodeOptions['amountUnit'];

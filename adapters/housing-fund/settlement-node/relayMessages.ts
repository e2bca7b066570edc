import { z } from 'zod';
import { type ErrorCode, isErrorCode } from '../../../domain/errorCode.ts';

/** What one replica asks another that owns the node. */
export const relayRequest = z.strictObject({
  /** Ties the answer to its request. */
  id: z.string().min(16),
  /** Epoch ms: a request that was recorded is worth nothing later. */
  at: z.int(),
  /** Milliseconds that the asking replica will wait. */
  budgetMs: z.int().min(1),
  transaction: z.string(),
  customer: z.string(),
  body: z.record(z.string(), z.string()),
});

/** What the owner found, or why it found nothing. */
export const relayAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ANSWER'),
    answer: z.strictObject({ kind: z.enum(['DONE', 'LATER']), body: z.unknown() }),
  }),
  z.strictObject({
    kind: z.literal('ERROR'),
    code: z.custom<ErrorCode>(isErrorCode),
    message: z.string(),
    retryable: z.boolean(),
    retryAfter: z.number().optional(),
    upstreamCode: z.string().optional(),
  }),
  /** The asked replica does not own the node any more. */
  z.strictObject({ kind: z.literal('NOT_OWNER') }),
]);
export type RelayAnswer = z.output<typeof relayAnswer>;

import { z } from 'zod';
import { type CitizenNumber, isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { type ErrorCode, isErrorCode } from '../../../domain/errorCode.ts';
import { NODE_OPERATIONS, type NodeTransaction } from './nodeOperations.ts';

/** Bytes of a sealed request: the longest file is far below. */
export const MAX_RELAY_REQUEST_BYTES = 1024 * 1024;
/** Bytes of a sealed answer: what a hub sends, as JSON. */
export const MAX_RELAY_ANSWER_BYTES = 16 * 1024 * 1024;

/** What one replica asks another that owns the node. */
export const relayRequest = z.strictObject({
  /** Ties the answer to its request. */
  id: z.string().min(16),
  /** Epoch ms: a request that was recorded is worth nothing later. */
  at: z.int(),
  /** Milliseconds that the asking replica will wait. */
  budgetMs: z.int().min(1),
  transaction: z.custom<NodeTransaction>(isTransaction),
  customer: z.string(),
  body: z.record(z.string(), z.union([z.string(), z.array(z.record(z.string(), z.string()))])),
  lines: z.array(z.custom<CitizenNumber>(isCitizenNumber)),
});

/** What the owner found, or why it found nothing. */
export const relayAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ANSWER'),
    answer: z.strictObject({
      kind: z.enum(['DONE', 'LATER', 'REFUSED']),
      code: z.string().optional(),
      body: z.unknown(),
    }),
  }),
  z.strictObject({
    kind: z.literal('ERROR'),
    code: z.custom<ErrorCode>(isErrorCode),
    message: z.string(),
    retryable: z.boolean(),
    retryAfter: z.number().optional(),
    upstreamCode: z.string().optional(),
    /** Whether it is certain that the hub got nothing. */
    isNotSent: z.boolean().optional(),
  }),
  /** The asked replica does not own the node any more. */
  z.strictObject({ kind: z.literal('NOT_OWNER') }),
]);
export type RelayAnswer = z.output<typeof relayAnswer>;

function isTransaction(value: unknown): value is NodeTransaction {
  return typeof value === 'string' && Object.hasOwn(NODE_OPERATIONS, value);
}

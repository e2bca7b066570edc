import { z } from 'zod';
import type { StepResult } from '../../../domain/cases/StepResult.ts';

/** A result as it lies under our seal. */
export const stepResultShape: z.ZodType<StepResult> = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('DONE'), outputs: z.record(z.string(), z.string()) }),
  z.object({ outcome: z.literal('PENDING') }),
  z.object({ outcome: z.literal('REFUSED'), code: z.string(), reason: z.string() }),
  z.object({
    outcome: z.literal('FAILED'),
    code: z.string(),
    retryAfterSeconds: z.number().nullable(),
    isLasting: z.literal(true).exactOptional(),
  }),
  z.object({ outcome: z.literal('UNKNOWN'), code: z.string() }),
]);

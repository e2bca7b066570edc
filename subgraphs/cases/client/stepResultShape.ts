import { z } from 'zod';

const code = z.string().max(200);
/** A `StepResult` as it travels between cases and the server of a place. @see docs/steps.md */
export const stepResultShape = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('DONE'), outputs: z.record(z.string(), z.string()).default({}) }),
  z.object({ outcome: z.literal('PENDING') }),
  z.object({ outcome: z.literal('REFUSED'), code, reason: z.string().default('') }),
  z.object({
    outcome: z.literal('FAILED'),
    code,
    retryAfterSeconds: z.number().min(0).nullable().default(null),
  }),
  z.object({ outcome: z.literal('UNKNOWN'), code }),
]);

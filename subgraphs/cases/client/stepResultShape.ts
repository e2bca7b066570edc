import { z } from 'zod';

/** Codes stand in events and logs: what may be a number of a person or a phrase about one is none. */
const CODE = /^(?!.*\d{11})[\w.:-]{1,64}$/;
const code = z
  .string()
  .max(200)
  .transform((text) => (CODE.test(text) ? text : 'UNREADABLE_CODE'));
/** A `StepResult` as it travels between cases and the server of a place. @see docs/steps.md */
export const stepResultShape = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('DONE'), outputs: z.record(z.string(), z.string()).default({}) }),
  z.object({ outcome: z.literal('PENDING') }),
  z.object({ outcome: z.literal('REFUSED'), code, reason: z.string().default('') }),
  z.object({
    outcome: z.literal('FAILED'),
    code,
    retryAfterSeconds: z.number().min(0).nullable().default(null),
    isLasting: z.literal(true).exactOptional(),
  }),
  z.object({ outcome: z.literal('UNKNOWN'), code }),
]);

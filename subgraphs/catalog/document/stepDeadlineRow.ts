import { z } from 'zod';
import { quotedFields } from './citationRow.ts';
import { evidenceFields } from './evidenceRow.ts';
import { statesDays } from './statesDays.ts';

const days = z.int().min(0).max(1_000);

/**
 * 办理时限 of a single step, in working days: only what a text states, never what is remembered or inferred. Words of
 * it, where they are at hand, state this number; what stands in the article has them at hand.
 */
export const stepDeadlineRow = z
  .discriminatedUnion('evidence', [
    z.strictObject({ days, ...evidenceFields, evidence: z.literal('found') }),
    z.strictObject({ days, ...evidenceFields, ...quotedFields, evidence: z.literal('article') }),
  ])
  .refine((row) => row.quote === undefined || statesDays(row.quote, row.days), {
    path: ['quote'],
    message: 'does not state this number of days',
  });

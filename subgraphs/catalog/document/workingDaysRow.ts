import { z } from 'zod';
import { quotedFields } from './citationRow.ts';
import { statesDays } from './statesDays.ts';

/** 办理时限: a count of working days, 0 for 即办件, with the words that state it: a number alone is not accepted. */
export const workingDaysRow = z
  .strictObject({ days: z.int().min(0).max(1_000), ...quotedFields })
  .refine(({ days, quote }) => statesDays(quote, days), {
    path: ['quote'],
    message: 'does not state this number of days',
  });

import { z } from 'zod';
import { filledText } from './filledText.ts';
import { slugText } from './slugText.ts';
import { statedDateText } from './statedDateText.ts';

/** 政策表述: a row of the section `policyStatements`, in the words of its source. */
export const policyStatementRow = z
  .strictObject({
    id: slugText,
    kind: z.enum([
      'goals',
      'handling-modes',
      'list-management',
      'channel',
      'event',
      'practice',
      'inconsistency',
    ]),
    nameZh: filledText,
    /** The terms that the quote lists. */
    terms: z.array(filledText).default([]),
    on: statedDateText.optional(),
    /** Codes of the items that it speaks of. */
    items: z.array(filledText).default([]),
    source: filledText,
    quote: filledText.optional(),
    note: filledText.optional(),
  })
  .refine(({ kind, quote }) => kind === 'inconsistency' || quote !== undefined, {
    path: ['quote'],
    message: 'needs the words of its source',
  });

export type PolicyStatementRow = z.output<typeof policyStatementRow>;

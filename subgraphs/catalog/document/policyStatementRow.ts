import { z } from 'zod';
import { statedDateText } from './statedDateText.ts';

const text = z.string().trim().min(1, 'must not be empty');

/** 政策表述: a row of the section `policyStatements`, in the words of its source. */
export const policyStatementRow = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"'),
    kind: z.enum([
      'goals',
      'handling-modes',
      'list-management',
      'channel',
      'event',
      'practice',
      'inconsistency',
    ]),
    nameZh: text,
    /** The terms that the quote lists. */
    terms: z.array(text).default([]),
    on: statedDateText.optional(),
    /** Codes of the items that it speaks of. */
    items: z.array(text).default([]),
    source: text,
    quote: text.optional(),
    note: text.optional(),
  })
  .refine(({ kind, quote }) => kind === 'inconsistency' || quote !== undefined, {
    path: ['quote'],
    message: 'needs the words of its source',
  });

export type PolicyStatementRow = z.output<typeof policyStatementRow>;

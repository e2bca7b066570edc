import { z } from 'zod';
import { citationFields } from './citationRow.ts';
import { filledText } from './filledText.ts';

/** 依据: how a row of our own making is known, by whom, and in which words; spread into the row of what is said. */
export const evidenceFields = {
  evidence: z.enum(['article', 'found', 'recalled', 'inferred']),
  ...citationFields,
  note: filledText.optional(),
};

const evidenceRow = z.strictObject(evidenceFields);

export type EvidenceRow = z.output<typeof evidenceRow>;

/** The article is at hand, so what is said to stand there comes with its words. */
export const lacksWords = ({ evidence, quote }: Pick<EvidenceRow, 'evidence' | 'quote'>): boolean =>
  evidence === 'article' && quote === undefined;

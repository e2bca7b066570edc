import { z } from 'zod';

const text = z.string().trim().min(1, 'must not be empty');

/** Who says something, and the words where they are at hand; spread into the row of what is said. */
export const citationFields = { source: text, quote: text.optional() };

/** 引文: a source and its words. */
export const citationRow = z.strictObject(citationFields);

export type CitationRow = z.output<typeof citationRow>;

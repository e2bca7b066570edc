import { z } from 'zod';
import { filledText } from './filledText.ts';

/** Who says something, and the words where they are at hand; spread into the row of what is said. */
export const citationFields = { source: filledText, quote: filledText.optional() };

/** 引文: a source and its words. */
export const citationRow = z.strictObject(citationFields);

export type CitationRow = z.output<typeof citationRow>;

import { z } from 'zod';
import { filledText } from './filledText.ts';

/** Who says something, and the words where they are at hand; spread into the row of what is said. */
export const citationFields = { source: filledText, quote: filledText.optional() };

/** As `citationFields`, for what is not accepted without the words. */
export const quotedFields = { source: filledText, quote: filledText };

/** 引文: a source and its words. */
export const citationRow = z.strictObject(citationFields);

export type CitationRow = z.output<typeof citationRow>;

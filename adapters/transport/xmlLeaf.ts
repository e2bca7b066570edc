import { z } from 'zod';

/** The text of an element without child elements, as `parseStrictXml` gives it with or without attributes. */
export const xmlLeaf = z.union([
  z.string(),
  z
    .record(z.string(), z.string())
    .refine((element) => Object.keys(element).every((key) => key === '#text' || key.startsWith('@')))
    .transform((element) => element['#text'] ?? ''),
]);

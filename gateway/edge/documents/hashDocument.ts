import { createHash } from 'node:crypto';

/** SHA-256 of a document's text in UTF-8, hexadecimal. */
export const hashDocument = (text: string): string => createHash('sha256').update(text).digest('hex');

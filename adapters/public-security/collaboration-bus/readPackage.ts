import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { parseStrictXml } from '../../transport/parseStrictXml.ts';
import { LISTS, packageDocument } from './wire.ts';

/** Levels of a document with materials, and some to spare for elements of later releases. */
const MAX_DEPTH = 16;

/** A document, its parts still to be read. */
export interface ReadPackage {
  readonly head: Readonly<Record<string, unknown>>;
  readonly records: readonly unknown[];
}

/**
 * Reads the document inside the string; the encoding that it names means nothing.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` or `BAD_ENCODING` for what is not well formed, or no package.
 */
export function readPackage(document: string, jurisdiction: DivisionCode): ReadPackage {
  const parsed = parseStrictXml(document.trim(), { maxDepth: MAX_DEPTH, jurisdiction, lists: LISTS });
  const { head, data } = expectShape(parsed, { shape: packageDocument, jurisdiction }).package;
  return { head, records: data.RECORD };
}

import type { z } from 'zod';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { decodeStrict } from '../../transport/decodeStrict.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { parseStrictXml } from '../../transport/parseStrictXml.ts';

/** A message is four levels deep; later releases may add some. */
const MAX_DEPTH = 12;
const DECLARATION = '<?xml version="1.0" encoding="GBK"?>';

/**
 * Reads the XML of a payload into the given shape.
 *
 * @throws {TongbanError} BAD_ENCODING, or JURISDICTION_BAD_RESPONSE for anything that is not such a message; comments,
 *   CDATA and character references are none of this dialect.
 * @see docs/dialects/settlement-node.md, 2
 */
export function readMessage<Shape extends z.ZodType>(
  plain: Uint8Array,
  { shape, jurisdiction }: { readonly shape: Shape; readonly jurisdiction: DivisionCode },
): z.output<Shape> {
  const text = decodeStrict(plain, { charset: 'gb18030', jurisdiction });
  if (!text.startsWith(DECLARATION))
    throw badResponse(jurisdiction, 'sent a message without its declaration');
  if (/<!|&#/.test(text)) throw badResponse(jurisdiction, 'sent XML that this dialect does not have');
  const parsed = parseStrictXml(text, { maxDepth: MAX_DEPTH, jurisdiction, lists: ['row', 'JG'] });
  return expectShape(parsed, { shape, jurisdiction });
}

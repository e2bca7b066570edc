import { z } from 'zod';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { expectShape } from './expectShape.ts';
import { parseStrictXml } from './parseStrictXml.ts';

/** Levels of an envelope with parts that are texts, and some to spare for headers. */
const MAX_DEPTH = 12;

const document = z.object({ Envelope: z.object({ Body: z.unknown() }) });

/** What the body must hold, and whom to blame. */
interface SoapReading<Shape extends z.ZodType> {
  /** Elements by local name; a part is best read with `xmlLeaf`. */
  readonly shape: Shape;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads what stands in the body of a SOAP 1.1 envelope. Prefixes, attributes and the header mean nothing. Texts keep
 * their outer blanks, and CDATA sections join with the text around them.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for all that is no such envelope, document types included;
 *   `BAD_ENCODING` for references that are no characters.
 */
export function readSoapBody<Shape extends z.ZodType>(
  text: string,
  { shape, jurisdiction }: SoapReading<Shape>,
): z.output<Shape> {
  const parsed = parseStrictXml(text, { maxDepth: MAX_DEPTH, jurisdiction, keepsBlanks: true });
  const { Envelope: envelope } = expectShape(parsed, { shape: document, jurisdiction });
  return expectShape(envelope.Body, { shape, jurisdiction, field: 'Body' });
}

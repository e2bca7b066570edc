import type { DivisionCode } from '../../domain/divisionCode.ts';
import { badResponse } from './badResponse.ts';
import { scanJson } from './scanJson.ts';

/** How much to take and whom to blame. */
interface JsonReading {
  readonly maxDepth: number;
  readonly jurisdiction: DivisionCode;
}

/**
 * Parses JSON after a scan for what `JSON.parse` would take silently.
 *
 * @throws {TongbanError} `JURISDICTION_BAD_RESPONSE` for an empty text, a page for people, text that is not JSON or
 *   that breaks a rule of the scan; `BAD_ENCODING` for escapes that are no characters.
 */
export function parseStrictJson(text: string, { maxDepth, jurisdiction }: JsonReading): unknown {
  if (text.trim() === '') throw badResponse(jurisdiction, 'gave an empty answer');
  if (text.trimStart().startsWith('<')) throw badResponse(jurisdiction, 'gave a page in place of JSON');
  scanJson(text, { maxDepth, jurisdiction });
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, and with it whoever the text is about.
    throw badResponse(jurisdiction, 'did not answer with JSON');
  }
}

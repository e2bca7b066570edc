import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Charset } from './charset.ts';
import { declaredCharsets } from './declaredCharsets.ts';
import { decodeStrict } from './decodeStrict.ts';

/** What is known about an answer's text. */
interface AnswerText {
  /** What the dialect says of this system. */
  readonly charset: Charset;
  readonly contentType: string | undefined;
  readonly jurisdiction: DivisionCode;
}

/**
 * Decodes an answer by the charset configured for its system, and only where that fails by one that the answer declares.
 *
 * In this order because containers put a charset into headers that the application behind them never heard of. A third
 * charset is never tried, and a declaration alone never overrides bytes that read well.
 *
 * @throws {TongbanError} `BAD_ENCODING` with the byte offset under the configured charset.
 */
export function decodeAnswer(bytes: Uint8Array, { charset, contentType, jurisdiction }: AnswerText): string {
  try {
    return decodeStrict(bytes, { charset, jurisdiction });
  } catch (error) {
    for (const declared of declaredCharsets(bytes, contentType)) {
      const text = declared === charset ? null : decodeOrNull(bytes, declared, jurisdiction);
      if (text !== null) return text;
    }
    throw error;
  }
}

function decodeOrNull(bytes: Uint8Array, charset: Charset, jurisdiction: DivisionCode): string | null {
  try {
    return decodeStrict(bytes, { charset, jurisdiction });
  } catch (error) {
    if (error instanceof TongbanError) return null;
    throw error;
  }
}

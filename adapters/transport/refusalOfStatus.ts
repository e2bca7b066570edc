import type { IncomingHttpHeaders } from 'node:http';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { parseRetryAfter } from './parseRetryAfter.ts';

/** The head of an answer. */
interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly jurisdiction: DivisionCode;
}

/**
 * The error that an HTTP status stands for; `null` for 2xx.
 *
 * 429 and 503 are `JURISDICTION_BUSY`, other 5xx `JURISDICTION_UNAVAILABLE`; all else, redirects included because
 * they are never followed, is `JURISDICTION_BAD_RESPONSE`.
 */
export function refusalOfStatus({ status, headers, jurisdiction }: AnswerHead): TongbanError | null {
  if (status >= 200 && status < 300) return null;

  const details = { jurisdiction, upstreamCode: `HTTP ${status}` };
  if (status === 429 || status === 503) {
    const retryAfter = parseRetryAfter(headers['retry-after'], Date.now());
    return new TongbanError('JURISDICTION_BUSY', `${jurisdiction} asks for patience`, {
      ...details,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }
  if (status >= 500) {
    return new TongbanError(
      'JURISDICTION_UNAVAILABLE',
      `${jurisdiction} failed with HTTP ${status}`,
      details,
    );
  }
  return new TongbanError('JURISDICTION_BAD_RESPONSE', `${jurisdiction} answered HTTP ${status}`, details);
}

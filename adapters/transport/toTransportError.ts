import { errors } from 'undici';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { abandonment } from './abandonment.ts';
import { badResponse } from './badResponse.ts';
import { NotSent } from './NotSent.ts';

const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
]);
const LOST = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENETDOWN',
  'EPROTO',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);
const LATE = new Set(['ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const UNTRUSTED = /CERT|ERR_TLS|ERR_SSL|SELF_SIGNED/;

/** Where an error arose. */
interface Exchange {
  readonly jurisdiction: DivisionCode;
  /** The caller's signal, not one derived from it. */
  readonly signal: AbortSignal;
}

/**
 * Turns what undici, `node:net` or `node:tls` throw into the one error that callers know.
 *
 * The message names the jurisdiction and nothing else: hosts, addresses and bytes stay in `cause`.
 */
export function toTransportError(error: unknown, { jurisdiction, signal }: Exchange): TongbanError {
  if (error instanceof TongbanError) return error;
  if (signal.aborted) return abandonment(signal);

  if (error instanceof errors.HTTPParserError) return ofParser(error, jurisdiction);

  const code = codeOf(error);
  if (NEVER_CONNECTED.has(code)) {
    const cause = new NotSent(code, { cause: error });
    return new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} cannot be reached`, {
      jurisdiction,
      cause,
    });
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') {
    const cause = new NotSent(code, { cause: error });
    return new TongbanError('JURISDICTION_TIMEOUT', `${jurisdiction} did not take the connection in time`, {
      jurisdiction,
      cause,
    });
  }
  if (LATE.has(code)) {
    return new TongbanError('JURISDICTION_TIMEOUT', `${jurisdiction} did not answer in time`, {
      jurisdiction,
      cause: error,
    });
  }
  if (LOST.has(code)) {
    return new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} broke the connection`, {
      jurisdiction,
      cause: error,
    });
  }
  if (UNTRUSTED.test(code)) {
    const cause = new NotSent(code, { cause: error });
    return new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} has no certificate to trust`, {
      jurisdiction,
      cause,
    });
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return badResponse(jurisdiction, 'sent headers without end');
  return new TongbanError('INTERNAL_SERVER_ERROR', 'the exchange failed on our side', {
    jurisdiction,
    cause: error,
  });
}

/** undici gives these errors neither a code nor discretion: they carry the bytes of the answer, so none is a cause. */
function ofParser({ message }: Error, jurisdiction: DivisionCode): TongbanError {
  return message.includes('EOF')
    ? new TongbanError('JURISDICTION_UNAVAILABLE', `${jurisdiction} broke the connection`, { jurisdiction })
    : badResponse(jurisdiction, 'does not speak HTTP');
}

/** The first code in the chain of causes; Node gathers the addresses that it tried in an `AggregateError`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}

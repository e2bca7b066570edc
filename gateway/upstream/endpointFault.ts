import { TongbanError } from '../../domain/TongbanError.ts';
import { BodyTooLargeError } from './BodyTooLargeError.ts';
import { BrokenAnswerError } from './BrokenAnswerError.ts';

/** There was a connection, which came to no answer. */
const CLOSED: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
const SILENT: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
/** There was an answer that undici does not read on. */
const UNREAD: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/**
 * What is wrong with an endpoint, for the operator, where a call failed by that: no connection, none that lasts, or pages in place of
 * answers. Words of our own and of the system (`ECONNREFUSED`), never an address, and nothing of what was answered.
 */
export function endpointFault(error: unknown): string | undefined {
  if (error instanceof TongbanError) {
    const isPage = error.code === 'JURISDICTION_BAD_RESPONSE' && !(error.cause instanceof BodyTooLargeError);
    return isPage ? `does not answer as GraphQL does: ${error.message}` : undefined;
  }
  if (error instanceof BrokenAnswerError) {
    const code = codeOf(error.cause);
    const named = code === undefined ? '' : ` (${code})`;
    return `breaks off within its answers${named}: its own log, or that of what stands before it`;
  }
  if (error instanceof BodyTooLargeError) return `has an answer refused: ${error.message}`;
  // What was read is in the error, and stays there.
  if (error instanceof Error && error.name === 'HTTPParserError')
    return 'answers with what is no HTTP: its port, or whether it speaks TLS';
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (SILENT.has(code)) return `takes connections and does not answer (${code})`;
  if (UNREAD.has(code))
    return `answers with what does not hold to HTTP (${code}): its headers, or what stands before it`;
  return CLOSED.has(code)
    ? `closes connections before it answers (${code}): its port, or whether it speaks TLS`
    : `cannot be reached (${code}): its address, its port, or whether it speaks TLS`;
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code) ? code : undefined;
}

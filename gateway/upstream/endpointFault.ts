import { TongbanError } from '../../domain/TongbanError.ts';
import { BodyTooLargeError } from './BodyTooLargeError.ts';

/**
 * What is wrong with an endpoint, for the operator, where a call failed by that: no connection, or pages in place of answers. Words of
 * our own and of the system (`ECONNREFUSED`), never an address, and nothing of what was answered.
 */
export function endpointFault(error: unknown): string | undefined {
  if (error instanceof TongbanError) {
    const isPage = error.code === 'JURISDICTION_BAD_RESPONSE' && !(error.cause instanceof BodyTooLargeError);
    return isPage ? `does not answer as GraphQL does: ${error.message}` : undefined;
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code)
    ? `cannot be reached (${code}): its address, its port, or whether it speaks TLS`
    : undefined;
}

import { TongbanError } from '../../../domain/TongbanError.ts';

/** What a source does by which its stream ends; all else is about who listens, or is told of elsewhere. */
const FAULTS: ReadonlySet<string> = new Set([
  'JURISDICTION_UNAVAILABLE',
  'JURISDICTION_BAD_RESPONSE',
  'BAD_ENCODING',
]);

/**
 * What is wrong with a source of events, for the operator: our own words, and the system's for why there is no connection
 * (`ECONNREFUSED`); never an address, and nothing of what the source told.
 */
export function streamFault(error: unknown): string | undefined {
  if (!(error instanceof TongbanError) || !FAULTS.has(error.code)) return undefined;
  const { cause, message } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const isNamed = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code);
  return `tells of no events: ${message}${isNamed ? ` (${code})` : ''}`;
}

import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

const CANCELLED = '57014';
/** Connection lost, out of resources, shutting down or starting, a node that is read-only since a switch-over. */
const AWAY = /^(?:08|53|57P0|25006)/;

/**
 * The error that a failure of an exchange database stands for. The driver's own text is left out: it may quote a row.
 *
 * @param cause - what the driver threw.
 */
export function toExchangeError(cause: unknown, jurisdiction: DivisionCode): TongbanError {
  if (cause instanceof TongbanError) return cause;
  const code = sqlState(cause);
  if (code === undefined || AWAY.test(code)) {
    return new TongbanError(
      'JURISDICTION_UNAVAILABLE',
      `the exchange database of ${jurisdiction} cannot be reached`,
      {
        jurisdiction,
        cause,
      },
    );
  }
  if (code === CANCELLED) {
    return new TongbanError(
      'JURISDICTION_TIMEOUT',
      `the exchange database of ${jurisdiction} did not answer in time`,
      {
        jurisdiction,
        upstreamCode: code,
        cause,
      },
    );
  }
  return new TongbanError(
    'JURISDICTION_BAD_RESPONSE',
    `the exchange database of ${jurisdiction} refused with SQLSTATE ${code}`,
    { jurisdiction, upstreamCode: code, cause },
  );
}

/** Errors of the socket have codes as well, of another form. */
function sqlState(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** The error that a failure of the exchange directory stands for; the system's own text, which holds paths, is its cause. */
export function toDropError(cause: unknown, jurisdiction: DivisionCode): TongbanError {
  if (cause instanceof TongbanError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'without a code';
  return new TongbanError(
    'JURISDICTION_UNAVAILABLE',
    `the exchange directory of ${jurisdiction} failed with ${code}`,
    { jurisdiction, cause },
  );
}

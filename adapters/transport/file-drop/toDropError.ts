import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { MarkerInDoubt } from './MarkerInDoubt.ts';

/** The error that a failure of the exchange directory stands for; the system's own text, which holds paths, is its cause. */
export function toDropError(cause: unknown, jurisdiction: DivisionCode): TongbanError {
  if (cause instanceof TongbanError) return cause;
  const failure = cause instanceof MarkerInDoubt ? cause.cause : cause;
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'without a code';
  return new TongbanError(
    'JURISDICTION_UNAVAILABLE',
    `the exchange directory of ${jurisdiction} failed with ${code}`,
    { jurisdiction, cause },
  );
}

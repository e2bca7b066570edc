import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Refusal } from './Refusal.ts';

const UNKNOWN_CODE: Refusal = {
  code: 'JURISDICTION_REJECTED',
  what: 'refused for an unknown reason',
  retryable: false,
};

/** A refusal as it came. */
interface GivenRefusal {
  readonly upstreamCode: string;
  readonly jurisdiction: DivisionCode;
  /** Seconds; `null` where the system does not say when to come back. */
  readonly retryAfter?: number | null | undefined;
}

/**
 * The error that a code of a system stands for.
 *
 * @param refusals - by code: those that mean one thing wherever this table is used.
 * @param unknown - what any other code stands for; default: a refusal that no repetition helps.
 */
export function refuse(
  refusals: Readonly<Record<string, Refusal>>,
  { upstreamCode, jurisdiction, retryAfter }: GivenRefusal,
  unknown: Refusal = UNKNOWN_CODE,
): TongbanError {
  const known = Object.hasOwn(refusals, upstreamCode) ? refusals[upstreamCode] : undefined;
  const { code, what, retryable } = known ?? unknown;
  return new TongbanError(code, `${jurisdiction} ${what}`, {
    jurisdiction,
    retryable,
    upstreamCode,
    ...(retryAfter == null ? {} : { retryAfter }),
  });
}

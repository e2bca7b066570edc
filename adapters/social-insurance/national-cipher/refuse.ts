import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

interface Refusal {
  readonly code: ErrorCode;
  /** In our words: the system's own are for people, and nobody vouches for what stands in them. */
  readonly what: string;
  readonly retryable: boolean;
}

/** The codes of one of the two layers, which do not know each other's. */
export type Refusals = Readonly<Record<string, Refusal>>;

const UNKNOWN_CODE: Refusal = {
  code: 'JURISDICTION_REJECTED',
  what: 'refused for an unknown reason',
  retryable: false,
};

/** A refusal as it came. */
interface GivenRefusal {
  readonly upstreamCode: string;
  readonly jurisdiction: DivisionCode;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

/** The error that a code of a layer stands for; an unknown code is a refusal that no repetition helps. */
export function refuse(
  refusals: Refusals,
  { upstreamCode, jurisdiction, retryAfter }: GivenRefusal,
): TongbanError {
  const known = Object.hasOwn(refusals, upstreamCode) ? refusals[upstreamCode] : undefined;
  const { code, what, retryable } = known ?? UNKNOWN_CODE;
  return new TongbanError(code, `${jurisdiction} ${what}`, {
    jurisdiction,
    retryable,
    upstreamCode,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

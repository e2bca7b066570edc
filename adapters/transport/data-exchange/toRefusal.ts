import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { secondsUntil } from '../secondsUntil.ts';
import type { AnswerEnvelope } from './answerEnvelope.ts';

interface Refusal {
  readonly code: ErrorCode;
  /** In our words: the system's own are for people, and nobody vouches for what stands in them. */
  readonly what: string;
  readonly retryable: boolean;
}

const UNKNOWN_CODE: Refusal = {
  code: 'JURISDICTION_REJECTED',
  what: 'refused for an unknown reason',
  retryable: false,
};

/** 返回码; they mean the same in every service. */
const REFUSALS = {
  '300': { code: 'JURISDICTION_UNAVAILABLE', what: 'failed internally', retryable: true },
  '301': { code: 'JURISDICTION_REJECTED', what: 'does not accept our signature', retryable: false },
  '302': { code: 'JURISDICTION_REJECTED', what: 'has a clock too far from ours', retryable: false },
  // The next request carries another nonce.
  '303': { code: 'JURISDICTION_REJECTED', what: 'has seen this request before', retryable: true },
  '304': { code: 'JURISDICTION_REJECTED', what: 'does not know us', retryable: false },
  '305': { code: 'JURISDICTION_REJECTED', what: 'does not open this service to us', retryable: false },
  '306': { code: 'JURISDICTION_REJECTED', what: 'cannot read our request', retryable: false },
  '307': { code: 'JURISDICTION_REJECTED', what: 'takes fewer holders at once', retryable: false },
  '308': { code: 'JURISDICTION_UNAVAILABLE', what: 'is under maintenance', retryable: true },
  '309': { code: 'JURISDICTION_BUSY', what: 'is asked too often', retryable: true },
} as const satisfies Record<string, Refusal>;

/** Whom to blame, and the epoch ms at which the answer came. */
interface Circumstances {
  readonly jurisdiction: DivisionCode;
  readonly at: number;
}

/**
 * The error that an answer other than `200` stands for; an unknown code is a refusal that no repetition helps.
 *
 * @see docs/dialects/data-exchange.md, 6
 */
export function toRefusal(
  { code: upstreamCode, hfsj }: AnswerEnvelope,
  { jurisdiction, at }: Circumstances,
): TongbanError {
  const { code, what, retryable } = refusalOf(upstreamCode);
  const retryAfter = upstreamCode === '308' ? secondsUntil(hfsj, at) : null;
  return new TongbanError(code, `${jurisdiction} ${what}`, {
    jurisdiction,
    retryable,
    upstreamCode,
    ...(retryAfter === null ? {} : { retryAfter }),
  });
}

function refusalOf(upstreamCode: string): Refusal {
  const refusals: Readonly<Record<string, Refusal>> = REFUSALS;
  return (Object.hasOwn(refusals, upstreamCode) ? refusals[upstreamCode] : undefined) ?? UNKNOWN_CODE;
}

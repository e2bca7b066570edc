import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../Refusal.ts';
import { refuse } from '../refuse.ts';
import { secondsUntil } from '../secondsUntil.ts';
import type { AnswerEnvelope } from './answerEnvelope.ts';

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
  const retryAfter = upstreamCode === '308' ? secondsUntil(hfsj, at) : null;
  return refuse(REFUSALS, { upstreamCode, jurisdiction, retryAfter });
}

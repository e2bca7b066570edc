import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../../transport/Refusal.ts';
import { refuse } from '../../transport/refuse.ts';
import { secondsUntil } from '../../transport/secondsUntil.ts';
import type { AnswerEnvelope } from './wire.ts';

const MAINTENANCE = '3002';

/** 返回码; they mean the same in every interface. */
const REFUSALS = {
  '1001': { code: 'JURISDICTION_REJECTED', what: 'does not accept our signature', retryable: false },
  '1002': { code: 'JURISDICTION_REJECTED', what: 'has a clock too far from ours', retryable: false },
  '1003': { code: 'JURISDICTION_REJECTED', what: 'does not know us', retryable: false },
  '2001': { code: 'JURISDICTION_REJECTED', what: 'cannot read our request', retryable: false },
  '2002': { code: 'JURISDICTION_REJECTED', what: 'takes less at once', retryable: false },
  '2009': { code: 'JURISDICTION_REJECTED', what: 'does not have the interface', retryable: false },
  '3001': { code: 'JURISDICTION_BUSY', what: 'is asked too often', retryable: true },
  [MAINTENANCE]: { code: 'JURISDICTION_UNAVAILABLE', what: 'is under maintenance', retryable: true },
  '9999': { code: 'JURISDICTION_UNAVAILABLE', what: 'failed internally', retryable: true },
} as const satisfies Record<string, Refusal>;

/** Whom to blame, and the epoch ms at which the answer came. */
interface Circumstances {
  readonly jurisdiction: DivisionCode;
  readonly at: number;
}

/**
 * The error that an answer other than `0000` stands for; an unknown code is a refusal that no repetition helps.
 *
 * @see docs/dialects/pinyin-rest.md, 6
 */
export function toRefusal(
  { code: upstreamCode, HFSJ: end }: Pick<AnswerEnvelope, 'code' | 'HFSJ'>,
  { jurisdiction, at }: Circumstances,
): TongbanError {
  const retryAfter = upstreamCode === MAINTENANCE ? secondsUntil(end, at) : null;
  return refuse(REFUSALS, { upstreamCode, jurisdiction, retryAfter });
}

import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../../transport/Refusal.ts';
import { refuse } from '../../transport/refuse.ts';
import { secondsUntilRecovery } from '../secondsUntilRecovery.ts';
import type { AnswerHead } from './wire.ts';

const MAINTENANCE = '9000';

/** 返回码; they mean the same in every transaction. */
const REFUSALS = {
  '1001': { code: 'JURISDICTION_REJECTED', what: 'cannot read our request', retryable: false },
  '1002': { code: 'JURISDICTION_REJECTED', what: 'does not have the transaction', retryable: false },
  '1003': { code: 'JURISDICTION_REJECTED', what: 'does not know us', retryable: false },
  '1004': { code: 'JURISDICTION_REJECTED', what: 'does not accept our digest', retryable: false },
  // The next request is stamped anew.
  '1005': { code: 'JURISDICTION_REJECTED', what: 'has a clock too far from ours', retryable: true },
  '1006': { code: 'JURISDICTION_REJECTED', what: 'does not admit our agency', retryable: false },
  '2001': { code: 'JURISDICTION_REJECTED', what: 'does not accept what was asked', retryable: false },
  '2002': { code: 'JURISDICTION_REJECTED', what: 'gives fewer rows at once', retryable: false },
  [MAINTENANCE]: { code: 'JURISDICTION_UNAVAILABLE', what: 'is under maintenance', retryable: true },
  '9998': { code: 'JURISDICTION_BUSY', what: 'is asked too often', retryable: true },
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
 * @see docs/dialects/gbk-xml.md, 8
 */
export function toRefusal(
  { rtncode, rtntext }: Pick<AnswerHead, 'rtncode' | 'rtntext'>,
  { jurisdiction, at }: Circumstances,
): TongbanError {
  const retryAfter = rtncode === MAINTENANCE ? secondsUntilRecovery(rtntext, at) : undefined;
  return refuse(REFUSALS, { upstreamCode: rtncode, jurisdiction, retryAfter });
}

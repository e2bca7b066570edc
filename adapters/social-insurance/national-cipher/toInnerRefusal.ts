import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../../transport/Refusal.ts';
import { refuse } from '../../transport/refuse.ts';

/** What the business system behind the gateway refuses. */
const REFUSALS = {
  '3001': { code: 'JURISDICTION_REJECTED', what: 'does not accept what was asked', retryable: false },
  '3002': { code: 'JURISDICTION_REJECTED', what: 'gives fewer rows at once', retryable: false },
  '9001': { code: 'JURISDICTION_BUSY', what: 'is asked too often', retryable: true },
  '9999': { code: 'JURISDICTION_UNAVAILABLE', what: 'failed internally', retryable: true },
} as const satisfies Readonly<Record<string, Refusal>>;

/**
 * The error that an inner code other than success and not-on-file stands for.
 *
 * @see docs/dialects/national-cipher.md, 8
 */
export function toInnerRefusal(rtnCode: string, jurisdiction: DivisionCode): TongbanError {
  return refuse(REFUSALS, { upstreamCode: rtnCode, jurisdiction });
}

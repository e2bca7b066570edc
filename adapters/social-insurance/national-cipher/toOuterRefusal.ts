import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../../transport/Refusal.ts';
import { refuse } from '../../transport/refuse.ts';
import { secondsUntilRecovery } from '../secondsUntilRecovery.ts';
import type { OuterAnswer } from './wire.ts';

const MAINTENANCE = '5030';

/** What the gateway itself refuses. */
const REFUSALS = {
  '4001': { code: 'JURISDICTION_REJECTED', what: 'cannot read our request', retryable: false },
  '4002': { code: 'JURISDICTION_REJECTED', what: 'does not know us', retryable: false },
  '4003': { code: 'JURISDICTION_REJECTED', what: 'does not accept our signature', retryable: false },
  '4004': { code: 'JURISDICTION_REJECTED', what: 'cannot decipher our request', retryable: false },
  // The next request has a timestamp and a serial number of its own.
  '4005': { code: 'JURISDICTION_REJECTED', what: 'has a clock too far from ours', retryable: true },
  '4006': { code: 'JURISDICTION_REJECTED', what: 'has seen this request before', retryable: true },
  '4007': { code: 'JURISDICTION_REJECTED', what: 'does not have the service', retryable: false },
  '5000': { code: 'JURISDICTION_UNAVAILABLE', what: 'failed internally', retryable: true },
  [MAINTENANCE]: { code: 'JURISDICTION_UNAVAILABLE', what: 'is under maintenance', retryable: true },
} as const satisfies Readonly<Record<string, Refusal>>;

/** Whom to blame, and the epoch ms at which the answer came. */
interface Circumstances {
  readonly jurisdiction: DivisionCode;
  readonly at: number;
}

/**
 * The error that an outer code stands for; one that means success for another service is as unknown as any.
 *
 * @see docs/dialects/national-cipher.md, 8
 */
export function toOuterRefusal(
  { code, message }: OuterAnswer,
  { jurisdiction, at }: Circumstances,
): TongbanError {
  const upstreamCode = String(code);
  const retryAfter = upstreamCode === MAINTENANCE ? secondsUntilRecovery(message ?? '', at) : undefined;
  return refuse(REFUSALS, { upstreamCode, jurisdiction, retryAfter });
}

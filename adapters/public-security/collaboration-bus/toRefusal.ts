import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../../transport/Refusal.ts';
import { refuse } from '../../transport/refuse.ts';
import { secondsUntil } from '../../transport/secondsUntil.ts';

/** -99, and every code that the table does not give for an application, success codes of other calls included. */
const FAILED: Refusal = {
  code: 'JURISDICTION_UNAVAILABLE',
  what: 'failed to take an application',
  retryable: true,
};

/** 返回码 in the ack of an application (`0101`); in that of other calls they may mean something else. */
const REFUSALS = {
  '-1': { code: 'JURISDICTION_REJECTED', what: 'does not accept our registration code', retryable: false },
  '-2': { code: 'JURISDICTION_REJECTED', what: 'cannot read our application', retryable: false },
  '-3': { code: 'JURISDICTION_REJECTED', what: 'cannot work on our application', retryable: false },
  '-4': { code: 'JURISDICTION_REJECTED', what: 'does not know us', retryable: false },
  '-5': { code: 'JURISDICTION_REJECTED', what: 'is not the unit that we wrote to', retryable: false },
  '-6': { code: 'JURISDICTION_REJECTED', what: 'does not take applications of this class', retryable: false },
  '-7': { code: 'JURISDICTION_REJECTED', what: 'takes fewer holders at once', retryable: false },
  '-8': { code: 'JURISDICTION_REJECTED', what: 'misses something in our application', retryable: false },
  // The next application carries another number.
  '-9': { code: 'JURISDICTION_REJECTED', what: 'has seen this message number before', retryable: true },
  '-10': { code: 'JURISDICTION_REJECTED', what: 'takes shorter applications', retryable: false },
  '-20': { code: 'JURISDICTION_UNAVAILABLE', what: 'is under maintenance', retryable: true },
  '-21': { code: 'JURISDICTION_BUSY', what: 'is too busy to take an application', retryable: true },
  '-99': FAILED,
} as const satisfies Record<string, Refusal>;

/** Seconds after which to try again where the bus says "later" and nothing else. */
const LATER = 10;

/** What the bus said, and when. */
interface Circumstances {
  readonly jurisdiction: DivisionCode;
  /** 恢复时间, epoch ms. */
  readonly recoversAt: number | null;
  /** Epoch ms at which the answer came. */
  readonly at: number;
}

/**
 * The error that the ack of an application with another code than its success stands for.
 *
 * @see docs/dialects/collaboration-bus.md, 7.1
 */
export function toRefusal(
  upstreamCode: string,
  { jurisdiction, recoversAt, at }: Circumstances,
): TongbanError {
  const isLater = upstreamCode === '-20' || upstreamCode === '-21';
  const named = upstreamCode === '-20' ? secondsUntil(recoversAt, at) : null;
  const retryAfter = isLater ? (named ?? LATER) : null;
  return refuse(REFUSALS, { upstreamCode, jurisdiction, retryAfter }, FAILED);
}

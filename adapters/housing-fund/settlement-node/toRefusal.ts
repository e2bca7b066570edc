import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { Refusal } from '../../transport/Refusal.ts';
import { refuse } from '../../transport/refuse.ts';
import { secondsUntil } from '../../transport/secondsUntil.ts';
import { maintenanceBody } from './wire.ts';

const MAINTENANCE = '9002';

/** 返回码. */
const REFUSALS = {
  '1001': { code: 'JURISDICTION_UNAVAILABLE', what: 'does not keep our session', retryable: true },
  '1002': { code: 'JURISDICTION_REJECTED', what: 'does not accept our sign-in', retryable: false },
  '1003': { code: 'JURISDICTION_REJECTED', what: 'has a clock too far from ours', retryable: false },
  '1004': { code: 'JURISDICTION_REJECTED', what: 'does not know our unit or operator', retryable: false },
  '2001': { code: 'JURISDICTION_REJECTED', what: 'cannot read our request', retryable: false },
  '2002': { code: 'JURISDICTION_REJECTED', what: 'has seen our sequence number before', retryable: true },
  '2003': { code: 'JURISDICTION_REJECTED', what: 'does not have the transaction', retryable: false },
  '2004': { code: 'JURISDICTION_REJECTED', what: 'misses something in our request', retryable: false },
  '2005': { code: 'JURISDICTION_REJECTED', what: 'takes less at once', retryable: false },
  '2006': { code: 'JURISDICTION_REJECTED', what: 'cannot read our file', retryable: false },
  '2007': { code: 'JURISDICTION_REJECTED', what: 'has no address for its answer', retryable: false },
  '2008': { code: 'JURISDICTION_REJECTED', what: 'does not take the business', retryable: false },
  '3001': { code: 'JURISDICTION_UNAVAILABLE', what: 'could not answer about this person', retryable: true },
  '3002': { code: 'JURISDICTION_REJECTED', what: 'does not accept the number', retryable: false },
  '3003': { code: 'JURISDICTION_BUSY', what: 'is busy with this person', retryable: true },
  '9001': { code: 'JURISDICTION_BUSY', what: 'is asked too often', retryable: true },
  [MAINTENANCE]: { code: 'JURISDICTION_UNAVAILABLE', what: 'is under maintenance', retryable: true },
  '9999': { code: 'JURISDICTION_UNAVAILABLE', what: 'failed internally', retryable: true },
} as const satisfies Record<string, Refusal>;

/** Whom to blame, the epoch ms at which the answer came, and its body. */
interface Circumstances {
  readonly jurisdiction: DivisionCode;
  readonly at: number;
  readonly body?: unknown;
}

/**
 * The error that a return code of an answer or of a line stands for; an unknown code is a refusal that no repetition
 * helps.
 *
 * @see docs/dialects/settlement-node.md, 7 and 9
 */
export function toRefusal(upstreamCode: string, { jurisdiction, at, body }: Circumstances): TongbanError {
  const retryAfter = secondsUntil(upstreamCode === MAINTENANCE ? maintenanceBody.parse(body).HFSJ : null, at);
  return refuse(REFUSALS, { upstreamCode, jurisdiction, retryAfter });
}

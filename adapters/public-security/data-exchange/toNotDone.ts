import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FailedRow } from './handlingWire.ts';
import type { FiftyMeaning } from './services.ts';
import type { DealReading } from './toDone.ts';

/** 子错误代码 of refusals of the business. */
const REFUSED: ReadonlySet<string> = new Set(['11', '12', '13', '14', '19']);
/** 数据插入失败: rolled back. */
const ROLLED_BACK = '31';
/** Means something else at different services, and nothing at some. */
const FIFTY = '50';

/**
 * What a sub-code of `300` says of a step; of one that is not in the table nobody can tell, as of `32`.
 *
 * @throws {TongbanError} `IDENTITY_MISMATCH` where it is about another step.
 * @see docs/dialects/data-exchange.md, 8.3
 */
export function toNotDone(
  { ywbh, zcdm: code, zcsm: reason }: FailedRow,
  { request, service, jurisdiction }: DealReading,
): StepResult {
  if (ywbh !== request.businessKey) {
    throw new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about another step`, {
      jurisdiction,
    });
  }
  const fifty: FiftyMeaning | undefined = code === FIFTY ? service.fifty : undefined;
  if (REFUSED.has(code) || fifty === 'PERMIT_VOID') return { outcome: 'REFUSED', code, reason };
  if (code === ROLLED_BACK || fifty === 'NOTHING_WRITTEN') {
    return { outcome: 'FAILED', code, retryAfterSeconds: null };
  }
  return { outcome: 'UNKNOWN', code };
}

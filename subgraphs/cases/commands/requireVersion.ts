import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseRecord } from '../CaseRecord.ts';

/** @throws {TongbanError} CONFLICT when a case has changed since the version that a clerk names. */
export function requireVersion({ sequence }: CaseRecord, expected: number | null): void {
  if (expected === null || expected === sequence) return;
  throw new TongbanError('CONFLICT', `The case is at version ${sequence}, not ${expected}: look at it again`);
}

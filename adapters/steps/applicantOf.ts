import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { NotSent } from '../transport/NotSent.ts';

/** 申请人 of a step. @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, where there is not exactly one. */
export function applicantOf(parties: StepRequest['parties']): HolderIdentity {
  const [applicant, ...more] = parties.filter(({ role }) => role === 'APPLICANT');
  if (applicant !== undefined && more.length === 0) return applicant.identity;
  throw new TongbanError('BAD_USER_INPUT', 'a step has exactly one applicant', {
    cause: new NotSent('not exactly one applicant'),
  });
}

import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseCaller } from '../CaseCaller.ts';

/** The caller's own holder id. @throws {TongbanError} NOT_FOUND for a subject that is not known. */
export async function requireSelf(caller: CaseCaller): Promise<string> {
  const self = await caller.findSelf();
  if (self === null) throw new TongbanError('NOT_FOUND', 'The token belongs to nobody who is known here');
  return self;
}

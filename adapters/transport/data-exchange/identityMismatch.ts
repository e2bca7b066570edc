import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

/** The error of a holder whose rows may be among those about somebody who was not asked for. */
export function identityMismatch(jurisdiction: DivisionCode): TongbanError {
  return new TongbanError('IDENTITY_MISMATCH', `${jurisdiction} answered about somebody else`, {
    jurisdiction,
  });
}

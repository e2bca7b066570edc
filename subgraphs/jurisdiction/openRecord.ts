import type { CallContext } from '../../domain/callContext.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { OpenedRecord } from './OpenedRecord.ts';

/** A representation as it arrives; every part is checked here, at the door. */
interface RecordReference {
  readonly jurisdiction: string;
  readonly holderId: string;
  readonly identity: string;
}

/** What the door needs to know of the place behind an endpoint. */
export interface RecordDoor {
  readonly jurisdiction: DivisionCode;
  readonly callContext: CallContext;
  /** @throws {TongbanError} FORBIDDEN when the seal is not this place's. */
  openIdentity(sealed: string): HolderIdentity;
}

/**
 * Turns a representation into a record of this place.
 *
 * @throws {TongbanError} UNAUTHENTICATED without a caller, JURISDICTION_NOT_CONNECTED for another place's record,
 *   FORBIDDEN for a seal that does not open here.
 */
export function openRecord(reference: RecordReference, door: RecordDoor): OpenedRecord {
  const { jurisdiction, callContext } = door;
  if (callContext.caller === null)
    throw new TongbanError('UNAUTHENTICATED', 'records need a caller', { jurisdiction });
  if (reference.jurisdiction !== jurisdiction) {
    throw new TongbanError('JURISDICTION_NOT_CONNECTED', 'this endpoint does not serve that jurisdiction', {
      jurisdiction,
    });
  }
  return {
    jurisdiction,
    holderId: reference.holderId,
    identity: reference.identity,
    holder: door.openIdentity(reference.identity),
  };
}

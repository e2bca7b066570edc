import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** A record's key with the seal opened: the source object of the partitioned record types. */
export interface OpenedRecord {
  readonly jurisdiction: DivisionCode;
  readonly holderId: string;
  /** As it came, still sealed. */
  readonly identity: string;
  readonly holder: HolderIdentity;
}

import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { askAboutHolders, type DataExchangeSystem } from '../../transport/data-exchange/askAboutHolders.ts';
import { identityMismatch } from '../../transport/data-exchange/identityMismatch.ts';
import type { HolderRows } from '../../transport/data-exchange/matchRows.ts';
import { readRows } from '../../transport/data-exchange/readRows.ts';
import type { IndexedPlace, RecordIndexPort } from '../port.ts';
import { type PlaceRow, placeRow } from './placeRow.ts';
import { toIndexedPlaces } from './toIndexedPlaces.ts';

export interface DataExchangeRecordIndexOptions extends DataExchangeSystem {
  /** Whom errors name. */
  readonly index: DivisionCode;
}

/** A national record index that speaks the data exchange dialect. */
export class DataExchangeRecordIndex implements RecordIndexPort {
  readonly #index: DivisionCode;
  readonly #system: DataExchangeSystem;

  constructor({ index, ...system }: DataExchangeRecordIndexOptions) {
    this.#index = index;
    this.#system = system;
  }

  async findPlaces(
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (readonly IndexedPlace[] | Error)[]> {
    const read = (about: HolderRows) => this.#read(about);
    return askAboutHolders(
      this.#system,
      { operation: 'findPlaces', serviceId: 'catalog-701', holders, read },
      signal,
    );
  }

  /** Somebody else's rows in the same answer may be anybody's: a list that lacks a place would be kept as the whole. */
  #read(about: HolderRows): readonly IndexedPlace[] {
    const reading = { shape: placeRow, toDomain: (row: PlaceRow) => row, jurisdiction: this.#index };
    if (about.hasStrangers) throw identityMismatch(this.#index);
    return toIndexedPlaces(readRows(about, reading), this.#index);
  }
}

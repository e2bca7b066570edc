import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import { identityMismatch } from '../../transport/data-exchange/identityMismatch.ts';
import type { HolderRows } from '../../transport/data-exchange/matchRows.ts';
import { readRows } from '../../transport/data-exchange/readRows.ts';
import { toVehicle } from './toVehicle.ts';
import { vehicleRow } from './wire.ts';

/**
 * Reads the vehicles of one holder, in order of registration.
 *
 * @throws {TongbanError} for the entry of this holder.
 */
export function readVehicles(about: HolderRows, jurisdiction: DivisionCode): readonly Vehicle[] {
  const vehicles = readRows(about, { shape: vehicleRow, toDomain: toVehicle, jurisdiction });
  // A stranger's row may be anybody's that has lost its owner, and a list that lacks a vehicle is a wrong list.
  if (about.hasStrangers) throw identityMismatch(jurisdiction);
  return vehicles.toSorted(byRegistration);
}

/** The plate number decides among vehicles of one day, so that the order never depends on the system's storage. */
function byRegistration(one: Vehicle, other: Vehicle): number {
  return (
    compare(one.registeredOn ?? '', other.registeredOn ?? '') || compare(one.plateNumber, other.plateNumber)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

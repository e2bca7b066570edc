import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { VehicleRow } from './wire.ts';

export function toVehicle(row: VehicleRow): Vehicle {
  return {
    asOf: row.sjgxsj,
    plateNumber: row.hphm,
    plateKind: translate(CODE_TABLES.plateKinds, row.hpzldm),
    model: row.clppxh,
    registeredOn: row.ccdjrq,
    inspectionValidUntil: row.jyyxqzrq,
    state: translate(CODE_TABLES.vehicleStates, row.jdcztdm),
  };
}

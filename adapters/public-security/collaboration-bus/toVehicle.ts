import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import type { VehicleItem } from './wire.ts';

export function toVehicle(item: VehicleItem): Omit<Vehicle, 'asOf'> {
  return {
    plateNumber: item.HPHM,
    plateKind: translate(CODE_TABLES.plateKinds, item.HPZL),
    model: item.CLPPXH,
    registeredOn: item.CCDJRQ,
    inspectionValidUntil: item.JYYXQZRQ,
    state: translate(CODE_TABLES.vehicleStates, item.JDCZT),
  };
}

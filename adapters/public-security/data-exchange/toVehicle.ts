import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import { translate } from '../../transport/translate.ts';
import type { VehicleRow } from './wire.ts';

/** 号牌种类. */
const PLATE_KINDS = {
  '01': 'LARGE',
  '02': 'SMALL',
  '07': 'MOTORCYCLE',
  '52': 'SMALL_NEW_ENERGY',
} as const satisfies Record<string, Vehicle['plateKind']>;

/** 机动车状态. */
const STATES = {
  A: 'NORMAL',
  B: 'TRANSFERRED_OUT',
  E: 'DEREGISTERED',
  K: 'SEIZED',
  Q: 'INSPECTION_OVERDUE',
} as const satisfies Record<string, Vehicle['state']>;

export function toVehicle(row: VehicleRow): Vehicle {
  return {
    asOf: row.sjgxsj,
    plateNumber: row.hphm,
    plateKind: translate(PLATE_KINDS, row.hpzldm),
    model: row.clppxh,
    registeredOn: row.ccdjrq,
    inspectionValidUntil: row.jyyxqzrq,
    state: translate(STATES, row.jdcztdm),
  };
}

import type { Vehicle } from '../../../domain/public-security/Vehicle.ts';
import { translate } from '../../transport/translate.ts';
import type { VehicleItem } from './wire.ts';

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

export function toVehicle(item: VehicleItem): Omit<Vehicle, 'asOf'> {
  return {
    plateNumber: item.HPHM,
    plateKind: translate(PLATE_KINDS, item.HPZL),
    model: item.CLPPXH,
    registeredOn: item.CCDJRQ,
    inspectionValidUntil: item.JYYXQZRQ,
    state: translate(STATES, item.JDCZT),
  };
}

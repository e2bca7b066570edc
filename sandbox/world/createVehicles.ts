import { dayText, monthNumber, WORLD_MONTH } from './monthNumber.ts';
import type { Vehicle } from './PublicSecurityFile.ts';
import { provinceOfDivision } from './provinces.ts';
import type { Random } from './Random.ts';

interface Fleet {
  readonly province: string;
  readonly count: number;
  /** Serial of the first plate; the fleet uses `count` serials from here, at most 10. */
  readonly serial: number;
}

const MODELS: Readonly<Record<Vehicle['plateKind'], readonly string[]>> = {
  large: ['砺石牌LS1180', '九曲牌JQ6120'],
  small: ['远帆牌YF7180', '启明湾牌QM6460', '青禾牌QH7150'],
  'new-energy': ['澄江牌CJ7000BEV', '云岫牌YX6480PHEV'],
  motorcycle: ['松风牌SF150'],
};

/** Makes vehicles of one holder in one province, in order of registration. */
export function createVehicles({ province, count, serial }: Fleet, random: Random): readonly Vehicle[] {
  return Array.from({ length: count }, (_, index) =>
    createVehicle(province, serial + index, random),
  ).toSorted((one, other) => one.registeredOn.localeCompare(other.registeredOn));
}

function createVehicle(province: string, serial: number, random: Random): Vehicle {
  const plateKind = random.pick(['small', 'small', 'small', 'new-energy', 'motorcycle', 'large'] as const);
  const registered = random.integer(monthNumber('2012-01'), WORLD_MONTH - 6);
  const state = random.pick([
    'normal',
    'normal',
    'normal',
    'normal',
    'normal',
    'inspection-overdue',
    'seized',
    'deregistered',
    'transferred-out',
  ] as const);
  const inspected =
    state === 'normal' ? WORLD_MONTH + random.integer(1, 20) : WORLD_MONTH - random.integer(2, 5);
  return {
    plateNumber: plateNumber(provinceOfDivision(province).plate, serial, plateKind),
    plateKind,
    model: random.pick(MODELS[plateKind]),
    registeredOn: dayText(registered, random.integer(1, 28)),
    inspectionValidUntil: dayText(inspected, 28),
    state,
  };
}

/** Different serials give different plates: the factor shares no divisor with 100,000. */
function plateNumber(plate: string, serial: number, kind: Vehicle['plateKind']): string {
  const digits = String((serial * 7919 + 13) % 100_000).padStart(5, '0');
  return `${plate}${'ABCDEFGH'.charAt(serial % 8)}${kind === 'new-energy' ? 'D' : ''}${digits}`;
}

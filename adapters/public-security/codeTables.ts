import type { MigrationGround } from '../../domain/public-security/migrationGround.ts';
import type { ResidencePermit } from '../../domain/public-security/ResidencePermit.ts';
import type { ResidentIdCard } from '../../domain/public-security/ResidentIdCard.ts';
import type { Vehicle } from '../../domain/public-security/Vehicle.ts';

/** Code tables that the public security dialects have in common; each dialect's specification lists them. */
export const CODE_TABLES = {
  /** 挂失状态. */
  lossStates: {
    '0': 'NORMAL',
    '1': 'REPORTED_LOST',
    '2': 'CANCELLED',
  },
  /** 迁移原因. */
  migrationGrounds: {
    '01': 'JOB_TRANSFER',
    '02': 'STUDENT_ENROLMENT',
    '03': 'GRADUATION',
    '04': 'SPOUSE_REUNION',
    '05': 'PARENT_REUNION',
    '06': 'CHILD_REUNION',
    '99': 'OTHER',
  },
  /** 居住证状态. */
  permitStates: {
    '1': 'VALID',
    '2': 'EXPIRED',
    '3': 'CANCELLED',
  },
  /** 号牌种类. */
  plateKinds: {
    '01': 'LARGE',
    '02': 'SMALL',
    '07': 'MOTORCYCLE',
    '52': 'SMALL_NEW_ENERGY',
  },
  /** 机动车状态. */
  vehicleStates: {
    A: 'NORMAL',
    B: 'TRANSFERRED_OUT',
    E: 'DEREGISTERED',
    K: 'SEIZED',
    Q: 'INSPECTION_OVERDUE',
  },
} as const satisfies {
  readonly lossStates: Readonly<Record<string, ResidentIdCard['lossState']>>;
  readonly migrationGrounds: Readonly<Record<string, MigrationGround>>;
  readonly permitStates: Readonly<Record<string, ResidencePermit['state']>>;
  readonly plateKinds: Readonly<Record<string, Vehicle['plateKind']>>;
  readonly vehicleStates: Readonly<Record<string, Vehicle['state']>>;
};

import type { HukouMigration } from '../../../domain/public-security/HukouMigration.ts';
import type { HukouRecord } from '../../../domain/public-security/HukouRecord.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import { toDivision } from '../toDivision.ts';
import { toHouseholdRelation } from '../toHouseholdRelation.ts';
import type { HukouItem } from './wire.ts';

/** 户类型. */
const BOOKLET_KINDS = {
  '10': 'FAMILY',
  '20': 'COLLECTIVE',
} as const satisfies Record<string, HukouRecord['booklet']['kind']>;

export function toHukouRecord(item: HukouItem): Omit<HukouRecord, 'asOf'> {
  return {
    booklet: { number: item.HH, kind: translate(BOOKLET_KINDS, item.HLX) },
    address: item.QHNXXDZ,
    division: toDivision(item.SSXQDM),
    headName: item.HZXM,
    relationToHead: toHouseholdRelation(item.YHZGXDM),
    registeredOn: item.DJRQ,
    members: item.HCY.CY.map(({ XM, YHZGXDM }) => ({
      name: XM,
      relationToHead: toHouseholdRelation(YHZGXDM),
    })),
    migrationHistory: item.QYXX.QY.toSorted((one, other) => one['@xh'] - other['@xh']).map(toMigration),
  };
}

function toMigration(move: HukouItem['QYXX']['QY'][number]): HukouMigration {
  return {
    origin: toDivision(move.QCDSSXQDM),
    destination: toDivision(move.QRDSSXQDM),
    migratedOn: move.QYRQ,
    ground: translate(CODE_TABLES.migrationGrounds, move.QYYYDM),
  };
}

import type { HukouMigration } from '../../../domain/public-security/HukouMigration.ts';
import type { HukouRecord } from '../../../domain/public-security/HukouRecord.ts';
import { translate } from '../../transport/translate.ts';
import { CODE_TABLES } from '../codeTables.ts';
import { toDivision } from '../toDivision.ts';
import { toHouseholdRelation } from '../toHouseholdRelation.ts';
import type { HouseholdRow } from './wire.ts';

/** 户类型. */
const BOOKLET_KINDS = {
  '1': 'FAMILY',
  '2': 'COLLECTIVE',
} as const satisfies Record<string, HukouRecord['booklet']['kind']>;

export function toHukouRecord(row: HouseholdRow): HukouRecord {
  return {
    asOf: row.sjgxsj,
    booklet: { number: row.hh, kind: translate(BOOKLET_KINDS, row.hlx) },
    address: row.qhnxxdz,
    division: toDivision(row.ssxqdm),
    headName: row.hzxm,
    relationToHead: toHouseholdRelation(row.yhzgxdm),
    registeredOn: row.djrq,
    members: row.hcy.map(({ xm, yhzgxdm }) => ({ name: xm, relationToHead: toHouseholdRelation(yhzgxdm) })),
    // By position, because a move may lack its date.
    migrationHistory: row.qyxx.map(toMigration).reverse(),
  };
}

function toMigration(move: HouseholdRow['qyxx'][number]): HukouMigration {
  return {
    origin: toDivision(move.qcdssxqdm),
    destination: toDivision(move.qrdssxqdm),
    migratedOn: move.qyrq,
    ground: translate(CODE_TABLES.migrationGrounds, move.qyyydm),
  };
}

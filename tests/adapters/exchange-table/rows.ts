import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { WrittenRow } from './startCentre.ts';

/** An invented person: the area 109901 was never assigned. */
export function person(
  sequence: number,
  name = '林珅',
): HolderIdentity & { readonly kind: 'NATURAL_PERSON' } {
  const first17 = `10990119900307${String(sequence).padStart(3, '0')}`;
  return {
    kind: 'NATURAL_PERSON',
    number: parseCitizenNumber(first17 + citizenNumberCheck(first17)),
    name,
  };
}

/** A row that tells of one withdrawal. */
export function withdrawalRow(
  { number, name }: HolderIdentity,
  { amount = '1200.00', dataTime = '20261122020000', serial = 1 } = {},
): WrittenRow {
  const list = [
    {
      YWLSH: `4307000009601100${String(serial).padStart(4, '0')}`,
      GRZH: '430700000960',
      TQYY: '07',
      TQE: amount,
      TQRQ: '20261008',
    },
  ];
  const content = {
    ZJHM: number,
    XINGMING: name,
    SJSJ: dataTime,
    JGMC: '常德市住房公积金管理中心(模拟)',
    LB: list,
  };
  return { sjnr: JSON.stringify(content), zjhm: number };
}

import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

type Person = HolderIdentity & { readonly kind: 'NATURAL_PERSON' };

/** An invented person: the area 109901 was never assigned. */
export function person(sequence: number, name: string): Person {
  const first17 = `10990119900307${String(sequence).padStart(3, '0')}`;
  return {
    kind: 'NATURAL_PERSON',
    number: parseCitizenNumber(first17 + citizenNumberCheck(first17)),
    name,
  };
}

export const wu = person(1, '吴试一');
export const zheng = person(3, '郑试二');
export const stranger = person(5, '孙试三');
export const company: HolderIdentity = {
  kind: 'LEGAL_PERSON',
  number: parseCreditCode('91109901MA00000017'),
  name: '试验(某市)有限公司',
};

/** 2026-11-22T02:30:00Z, and the same as the system writes it. */
export const NOW = 1_795_314_600_000;
const DATA_TIME = { JGMC: '某市住房公积金管理中心(模拟)', SJSJ: '20261122103000' };

/** Long enough for any test, short enough for a hung one. */
export const signal = () => AbortSignal.timeout(20_000);
export const ok = (rows: readonly unknown[], keys: object = {}) => ({
  code: '0000',
  msg: '交易成功',
  ...DATA_TIME,
  ...keys,
  rows,
});
export const about = ({ number, name }: HolderIdentity) => ({ ZJHM: number, XINGMING: name });

export const account = (holder: HolderIdentity, row: object = {}) => ({
  GRZH: '109901000001',
  ...about(holder),
  ZJLX: '01',
  GRZHZT: '01',
  GRZHYE: '12345.60',
  GRJCJS: '8000.00',
  GRJCBL: '8.00',
  DWJCBL: '12.00',
  GRYJCE: '640.00',
  DWYJCE: '960.00',
  YJCE: '1600.00',
  GRJZNY: '202610',
  KHRQ: '20150302',
  XHRQ: '',
  DWZH: '1099010001',
  DWMC: '试验单位',
  ...row,
});
/** What `account` means. */
export const readAccount = {
  asOf: NOW,
  accountNumber: '109901000001',
  state: 'ACTIVE',
  balanceFen: 1_234_560n,
  depositBaseFen: 800_000n,
  personalRatioBp: 800,
  employerRatioBp: 1_200,
  monthlyDepositFen: 160_000n,
  paidThrough: '2026-10',
  openedOn: '2015-03-02',
  closedOn: null,
  depositingEmployer: { name: '试验单位', number: '1099010001' },
};
export const loan = (holder: HolderIdentity, row: object = {}) => ({
  JKHTBH: '1099JK0000000001',
  ...about(holder),
  DKZT: '01',
  DKFFE: '500000.00',
  DKYE: '420000.50',
  DKLL: '2.8500',
  DKFFRQ: '20200102',
  DKQS: '240',
  YQJE: '0.00',
  YQQS: '0',
  ...row,
});
export const readLoan = {
  asOf: NOW,
  contractNumber: '1099JK0000000001',
  state: 'REPAYING',
  principalFen: 50_000_000n,
  outstandingFen: 42_000_050n,
  annualRateBp: 285,
  startedOn: '2020-01-02',
  termMonths: 240,
  overdueFen: 0n,
  overdueInstallments: 0,
};
/** The `index`-th entry ever made; the newer, the greater. */
export const deposit = (index: number, row: object = {}) => ({
  YWLSH: String(index).padStart(20, '0'),
  YWLX: '01',
  HJYF: '202610',
  FSE: `${index}.00`,
  JZRQ: dayOf(index),
  ...row,
});
export const withdrawal = (index: number, row: object = {}) => ({
  YWLSH: String(index).padStart(20, '0'),
  GRZH: '109901000001',
  TQYY: '07',
  TQE: `${index}.00`,
  TQRQ: dayOf(index),
  ...row,
});

/** The codes of entries that failed, the other entries as they are. */
export const codes = (entries: readonly unknown[]) =>
  entries.map((entry) => (entry instanceof TongbanError ? entry.code : entry));

function dayOf(index: number): string {
  return new Date(Date.UTC(2024, 0, index)).toISOString().slice(0, 10).replaceAll('-', '');
}

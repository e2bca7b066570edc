import { SANDBOX_PROVINCES } from './provinces.ts';

/** A housing fund centre: one per province, and some cities that run their own. */
export interface FundCentre {
  readonly code: string;
  readonly name: string;
}

const CITY_CENTRES: readonly FundCentre[] = [
  { code: '340100', name: '合肥市住房公积金管理中心(模拟)' },
  { code: '430700', name: '常德市住房公积金管理中心(模拟)' },
  { code: '440900', name: '茂名市住房公积金管理中心(模拟)' },
  { code: '450900', name: '玉林市住房公积金管理中心(模拟)' },
  { code: '510300', name: '自贡市住房公积金管理中心(模拟)' },
];

/** In order of code. */
export const FUND_CENTRES: readonly FundCentre[] = [
  ...SANDBOX_PROVINCES.map(({ code, name }) => ({ code, name: `${name}直单位住房公积金管理中心(模拟)` })),
  ...CITY_CENTRES,
].toSorted((one, other) => one.code.localeCompare(other.code));

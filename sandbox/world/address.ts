import { provinceOfDivision } from './provinces.ts';
import type { Random } from './Random.ts';

/** Invented counties; their codes (…97xx) lie in prefectures that were never assigned. */
const COUNTIES = [
  '松涛县',
  '临溪区',
  '云栖市',
  '望川县',
  '北渚区',
  '桐岭县',
  '青浦湾区',
  '双榆县',
  '石鼓坪县',
  '长汀洲区',
];
const STREETS = ['梧桐路', '明德街', '环湖东路', '建设巷', '桂花坪', '新河大道'];

/** A county-level code in the province, six digits. */
export function pickCounty(province: string, random: Random): string {
  return `${province.slice(0, 2)}97${String(random.integer(1, COUNTIES.length)).padStart(2, '0')}`;
}

/** The name of an invented county with its province in front. */
export function countyName(county: string): string {
  return `${provinceOfDivision(county).name}${COUNTIES[Number(county.slice(4)) - 1] ?? ''}`;
}

/** A whole address in the county. */
export function createAddress(county: string, random: Random): string {
  const street = random.pick(STREETS);
  const room = `${random.integer(1, 30)}栋${random.integer(1, 18)}0${random.integer(1, 6)}室`;
  return `${countyName(county)}${street}${random.integer(1, 300)}号${room}`;
}

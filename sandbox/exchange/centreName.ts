import { FUND_CENTRES } from '../world/fundCentres.ts';
import { provinceOfDivision } from '../world/provinces.ts';

/** 机构名称 of the office that keeps the records of a place. */
export function centreName(department: string, jurisdiction: string): string {
  if (department === 'social-insurance') {
    return `${provinceOfDivision(jurisdiction).name}社会保险经办机构(模拟)`;
  }
  const centre = FUND_CENTRES.find(({ code }) => code === jurisdiction);
  if (centre === undefined) throw new RangeError('there is no such housing fund centre');
  return centre.name;
}

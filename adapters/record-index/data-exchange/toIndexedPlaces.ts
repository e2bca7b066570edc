import { DEPARTMENTS, type Department } from '../../../domain/department.ts';
import { type DivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { IndexedPlace } from '../port.ts';
import type { PlaceRow } from './placeRow.ts';

/** 部门代码. */
const DEPARTMENT_OF: ReadonlyMap<string, Department> = new Map([
  ['GA', 'publicSecurity'],
  ['RS', 'socialInsurance'],
  ['GJJ', 'housingFund'],
]);

/**
 * The places that rows about one holder name, each once with its latest report, in order of department and division.
 * Departments that came after this release are left out.
 *
 * @param index - whom to blame.
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE for a place that is no division.
 */
export function toIndexedPlaces(rows: readonly PlaceRow[], index: DivisionCode): readonly IndexedPlace[] {
  const places = new Map<string, IndexedPlace>();
  for (const { bmdm, szdqhdm, sjgxsj } of rows) {
    const department = DEPARTMENT_OF.get(bmdm.toUpperCase());
    if (department === undefined) continue;
    const jurisdiction = toDivision(szdqhdm, index);
    const key = `${DEPARTMENTS.indexOf(department)} ${jurisdiction}`;
    const known = places.get(key);
    if (known === undefined || known.asOf < sjgxsj)
      places.set(key, { department, jurisdiction, asOf: sjgxsj });
  }
  return [...places].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
}

function toDivision(code: string, index: DivisionCode): DivisionCode {
  try {
    return parseDivisionCode(code);
  } catch (error) {
    if (error instanceof RangeError) throw badResponse(index, 'named a place that is no division');
    throw error;
  }
}

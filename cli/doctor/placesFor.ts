import type { DivisionCode } from '../../domain/divisionCode.ts';
import { DEPARTMENTS, type DepartmentName, type DoctorPlace } from './DoctorPlace.ts';

/**
 * The place that serves a division in each department: that with the longest prefix, as the gateway chooses.
 *
 * @returns departments without such a place are left out.
 */
export function placesFor(
  division: DivisionCode,
  places: readonly DoctorPlace[],
  departments: readonly DepartmentName[] = DEPARTMENTS,
): readonly DoctorPlace[] {
  return departments.flatMap((department) => {
    const [closest] = places
      .filter((candidate) => candidate.department === department)
      .filter(({ place }) => division.startsWith(prefixOf(place.jurisdiction)))
      .toSorted(
        (one, other) => prefixOf(other.place.jurisdiction).length - prefixOf(one.place.jurisdiction).length,
      );
    return closest === undefined ? [] : [closest];
  });
}

const prefixOf = (jurisdiction: string) => jurisdiction.replace(/(00){1,2}$/, '');

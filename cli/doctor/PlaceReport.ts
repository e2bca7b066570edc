import type { Finding } from '../../adapters/transport/diagnosis/Finding.ts';
import type { DepartmentName } from './DoctorPlace.ts';

/** What was found at one system. */
export interface PlaceReport {
  readonly department: DepartmentName;
  readonly jurisdiction: string;
  readonly dialect: string;
  readonly findings: readonly Finding[];
}

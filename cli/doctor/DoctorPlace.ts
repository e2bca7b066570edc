import type { DiagnosisResources } from '../../adapters/DiagnosisResources.ts';
import type { Place } from '../../adapters/Place.ts';

export const DEPARTMENTS = ['public-security', 'social-insurance', 'housing-fund'] as const;
export type DepartmentName = (typeof DEPARTMENTS)[number];

/** A place as one of our servers is configured for it. */
export interface DoctorPlace extends Pick<DiagnosisResources, 'hasStore'> {
  readonly department: DepartmentName;
  readonly place: Place;
  /** The server's configuration with this place alone, to look into its inbox; `null` where that is out of reach. */
  readonly settings: unknown;
}

import type { ReversibleBusiness } from '../steps/ReversibleBusiness.ts';
import type { DroppedTypes } from './DroppedType.ts';

/** What the files of one department hold, and what its centres can be asked to do, by our actions. */
export interface DroppedDepartment {
  readonly types: DroppedTypes;
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
}

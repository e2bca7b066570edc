import type { JsonObject } from './JsonObject.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';

/** Entities that one fetch can ask for together: their arguments from context are equal, and they lack the same. */
export interface EntityGroup {
  /** The planned one, or what of it can be asked of them. */
  readonly fetch: PlannedFetch;
  /** Arguments taken from context, by variable name. */
  readonly contextArguments: JsonObject;
  /** Distinct, in order of first appearance. */
  readonly representations: JsonObject[];
  /** Where each representation's entity stands, in response order. */
  readonly places: ObjectPlace[][];
}

import type { JsonObject } from './JsonObject.ts';
import type { ObjectPlace } from './Place.ts';

/** Entities that one fetch can ask for together: their arguments from context are equal. */
export interface EntityGroup {
  /** Arguments taken from context, by variable name. */
  readonly contextArguments: JsonObject;
  /** Distinct, in order of first appearance. */
  readonly representations: JsonObject[];
  /** Where each representation's entity stands, in response order. */
  readonly places: ObjectPlace[][];
}

import type { JsonObject } from './JsonObject.ts';

/** Where a value stands in the response: a chain of containers up to the root. */
export interface Place {
  readonly value: unknown;
  /** The container's key or index of this value; `null` at the root. */
  readonly key: string | number | null;
  readonly parent: Place | null;
}

/** A place that holds an object: what a fetch can add to. */
export interface ObjectPlace extends Place {
  readonly value: JsonObject;
}

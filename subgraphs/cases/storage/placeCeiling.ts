/** Steps at one place at a time, all workers together, while it is well. */
export const PLACE_CEILING = 16;

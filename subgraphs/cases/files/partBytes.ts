/**
 * How much of a file is sealed and stored at a time; only the last part of a file is shorter. It is what an upload holds in
 * memory, and what is lost at most when a process dies.
 */
export const PART_BYTES = 1_048_576;

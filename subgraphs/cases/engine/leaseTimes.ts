/** A worker that says nothing for so long has lost its steps. */
export const LEASE_SECONDS = 10;
/** How often a worker says that it still has them. */
export const HEARTBEAT_MS = 3_000;

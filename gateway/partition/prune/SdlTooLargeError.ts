/** An SDL that would take too long to read. */
export class SdlTooLargeError extends Error {}

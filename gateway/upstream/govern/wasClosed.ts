const CODES: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Whether a call failed because its connection ended. */
export const wasClosed = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && CODES.has(error.code);

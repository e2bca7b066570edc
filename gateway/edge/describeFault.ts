/** What a log may hold of an unforeseen error. */
export interface FaultDescription {
  readonly type: string;
  readonly code?: string;
  /** Where it was thrown, innermost first. */
  readonly frames: readonly string[];
  readonly cause?: FaultDescription;
}

const MAX_FRAMES = 12;
const MAX_CAUSES = 4;

/** Describes an error without its message, which may quote what it stumbled over: a name, a number, an address. */
export function describeFault(error: unknown, depth = 0): FaultDescription {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return {
    type: error.name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code.slice(0, 64) }),
    frames: frames.slice(0, MAX_FRAMES).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < MAX_CAUSES && { cause: describeFault(error.cause, depth + 1) }),
  };
}

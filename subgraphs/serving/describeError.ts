import { TongbanError } from '../../domain/TongbanError.ts';

/** What a log may hold of an error. */
export interface ErrorDescription {
  readonly type: string;
  /** System or database code, for example `ECONNREFUSED` or `23505`. */
  readonly code?: string;
  /** Only where the message is ours, because only those are free of personal data. */
  readonly message?: string;
  /** Where it was thrown, innermost first; the line that repeats the message is left out. */
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

const MAX_FRAMES = 12;
const MAX_CAUSES = 4;

/**
 * Describes an error for the log without personal data.
 *
 * Messages of foreign errors quote what they stumbled over (`invalid input syntax for type uuid: "…"`,
 * `Unexpected token … in JSON`), which may be a name or a number: type, code and place have to do.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, frames: [] };

  const code = 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 64) : undefined;
  const hasCause = error.cause !== undefined && depth < MAX_CAUSES;
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(error instanceof TongbanError ? { message: error.message } : {}),
    frames: framesOf(error),
    ...(hasCause ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

function framesOf({ stack = '' }: Error): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}

import { TongbanError } from '../../domain/TongbanError.ts';

const FRAMES = 4;

/**
 * One line for the operator about an error that ends a process.
 *
 * Only messages known to be free of personal data are shown: our own errors' and the system's (a port, a file).
 * Of everything else only the name and the place are told; its message may quote what a citizen sent.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof TongbanError) return oneLine(error.message);
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  if ('syscall' in error) return oneLine(error.message);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, FRAMES).map((line) => line.trim())].join(' ');
}

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ');

import { TongbanError } from '../../domain/TongbanError.ts';
import { NotSent } from './NotSent.ts';

/** Whether a failed call certainly never reached the system; `false` means that nobody can tell. */
export function isNotSent(error: unknown): boolean {
  return error instanceof TongbanError && error.cause instanceof NotSent;
}

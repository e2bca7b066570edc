import { TongbanError } from '../../domain/TongbanError.ts';

/** The code that an error is told by; what is none of ours is an internal one. */
export const errorCodeOf = (error: unknown): string =>
  error instanceof TongbanError ? error.code : 'INTERNAL_SERVER_ERROR';

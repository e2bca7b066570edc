import { isErrorCode } from '../../domain/errorCode.ts';
import type { SeenError } from './SeenAnswer.ts';

/** An error's code, or that it has none of ours; never what else the endpoint may have written there. */
export function codeOf(error: SeenError | undefined): string {
  if (error === undefined) return 'no error';
  const code = error.extensions?.['code'];
  return isErrorCode(code) ? code : 'no code of the closed list';
}

import type { FormattedExecutionResult } from 'graphql';
import { isErrorCode } from '../../domain/errorCode.ts';
import type { UpstreamOutcome } from '../metrics/UpstreamObserver.ts';

/** How a call counts. A province that is away is seen by errors at entities: its own server answers for it. */
export function outcomeOf({ errors }: FormattedExecutionResult): UpstreamOutcome {
  // Some servers write null for no errors.
  const first = errors?.[0];
  if (first === undefined) return 'ok';
  const code = first.extensions?.['code'];
  return { code: isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR' };
}

import type { GraphQLFormattedError } from 'graphql';
import { ERROR_KINDS, isErrorCode } from '../../../domain/errorCode.ts';

/** Whether something may have been done of which these errors do not tell: all but what the caller, or a rule, is the reason of. */
export function isOutcomeUnknown(errors: readonly Pick<GraphQLFormattedError, 'extensions'>[]): boolean {
  return errors.some(({ extensions }) => {
    const code = extensions?.['code'];
    if (!isErrorCode(code)) return true;
    const { origin } = ERROR_KINDS[code];
    return origin !== 'PORTAL' && origin !== 'BUSINESS';
  });
}

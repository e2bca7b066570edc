import type { Check } from '../Check.ts';
import { codeOf } from '../codeOf.ts';
import { demand } from '../demand.ts';

/** A word that no schema has, to be looked for in what comes back. */
const MARKED = 'unlikelyField7f3a';

/** Errors about the operation. */
export const requestErrorChecks: readonly Check[] = [
  {
    id: 'errors.syntax',
    title: 'a text that is no GraphQL is GRAPHQL_PARSE_FAILED',
    next: 'give request errors their codes, docs/errors.md',
    run: async (session) => {
      const { errors } = await session.graphql('{');
      demand(codeOf(errors[0]) === 'GRAPHQL_PARSE_FAILED', codeOf(errors[0]));
      return 'GRAPHQL_PARSE_FAILED';
    },
  },
  {
    id: 'errors.validation',
    title: 'a field that does not exist is GRAPHQL_VALIDATION_FAILED, which makes the gateway learn anew',
    next: 'validate operations against the SDL offered',
    run: async (session) => {
      const { errors, data } = await session.graphql(`{ ${MARKED} }`);
      demand(codeOf(errors[0]) === 'GRAPHQL_VALIDATION_FAILED', codeOf(errors[0]));
      demand(data === undefined || data === null, 'an operation that is not valid was executed');
      return 'GRAPHQL_VALIDATION_FAILED';
    },
  },
];

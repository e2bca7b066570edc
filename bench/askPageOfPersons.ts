import type { StartedStack } from '../tests/support/startStack.ts';
import { expectErrors } from './expectErrors.ts';
import { OPERATIONS } from './operations.ts';

/** Asks for what a counter clerk sees of up to 50 persons. @throws {Error} where something is missing. */
export async function askPageOfPersons(stack: StartedStack): Promise<void> {
  const variables = { ids: stack.sampleHolders };
  const { body } = await stack.ask(OPERATIONS.pageOfPersons, { token: stack.tokens.clerk, variables });
  expectErrors(body, 0);
}

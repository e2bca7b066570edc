import type { StartedStack } from '../tests/support/startStack.ts';
import { expectErrors } from './expectErrors.ts';
import { OPERATIONS } from './operations.ts';

const PROVINCES = 31;

/**
 * Asks for one citizen's records in all provinces.
 *
 * @param lost - places whose records are missing, each with one error.
 * @throws {Error} where the answer is another one.
 */
export async function askAllProvinces(stack: StartedStack, lost = 0): Promise<void> {
  const { body } = await stack.ask(OPERATIONS.allProvinces, { token: stack.tokens.allProvinces });
  expectErrors(body, lost);
  const { length } = body.data.me.socialInsurance;
  if (length !== PROVINCES) throw new Error(`${length} places answered in place of ${PROVINCES}`);
}

import { askDoor } from './shared/askDoor.ts';
import { type StartedStack, startStack } from './startStack.ts';

/**
 * The whole product for one file alone, which may kill what it likes; whoever leaves it as it was borrows the shared one.
 *
 * @param env - added to our own environment.
 */
export async function startOwnStack(env: Readonly<Record<string, string>> = {}): Promise<StartedStack> {
  // Two at a time would take each other's deadlines away.
  await askDoor('/stack/end');
  return startStack(env);
}

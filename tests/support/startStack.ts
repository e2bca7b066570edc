import type { ChildProcess } from 'node:child_process';
import { launchStack } from './launchStack.ts';
import type { Stack } from './Stack.ts';
import { stackAt } from './stackAt.ts';

/** The whole product, to be ended by whoever started it. */
export interface StartedStack extends Stack {
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts it. @param env - added to our own environment. */
export async function startStack(env: Readonly<Record<string, string>> = {}): Promise<StartedStack> {
  const launched = await launchStack(env);
  return { ...stackAt(launched), process: launched.process, stop: launched.stop };
}

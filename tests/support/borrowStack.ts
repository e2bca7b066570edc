import type { RunnerTask, RunnerTestSuite } from 'vitest';
import type { Stack } from './Stack.ts';
import { askDoor } from './shared/askDoor.ts';
import { lentStack } from './shared/lentStack.ts';
import { stackAt } from './stackAt.ts';

/** The product that one file after the other has, as if it were new; what it did before is not in its output. */
export interface BorrowedStack extends Stack {
  readonly databaseUrl: string;
  /** @param borrower - the file or suite, as `afterAll` gives it: after a failure nobody gets this product again. */
  giveBack(borrower: Readonly<RunnerTestSuite>): Promise<void>;
}

/** For a file that kills no process; what it changes for good, in files or in the database, it takes back. */
export async function borrowStack(): Promise<BorrowedStack> {
  const lent = lentStack.parse(await askDoor('/stack/borrow'));
  const stack = stackAt(lent);
  let isGoverned = false;
  return {
    ...stack,
    setFault: (system, fault) => {
      isGoverned = true;
      return stack.setFault(system, fault);
    },
    govern: (method, path, body) => {
      isGoverned ||= method !== 'GET';
      return stack.govern(method, path, body);
    },
    databaseUrl: lent.databaseUrl,
    giveBack: async (borrower) => {
      await askDoor('/stack/give-back', { isSpoilt: hasFailed(borrower), isGoverned });
    },
  };
}

function hasFailed(task: RunnerTask): boolean {
  return task.result?.state === 'fail' || ('tasks' in task && task.tasks.some(hasFailed));
}

import { startStack } from '../../tests/support/startStack.ts';
import { interleave } from '../interleave.ts';
import type { Measurement } from '../Measurement.ts';
import { pageScenes } from '../pageScenes.ts';
import { waitUntilAtRest } from '../waitUntilAtRest.ts';

/** What pages of the whole product cost each of its processes: gateway, subgraphs with their adapters, sandbox. */
export async function measureProduct(rounds: number): Promise<readonly Measurement[]> {
  const stack = await startStack();
  try {
    const { pid } = stack.process;
    if (pid === undefined) throw new TypeError('the product does not run');
    await waitUntilAtRest(pid);
    return await interleave(pageScenes(stack), { rounds, warmUp: 5, pid });
  } finally {
    await stack.stop();
  }
}

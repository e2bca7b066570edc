import { join } from 'node:path';
import { PeerProcess } from './PeerProcess.ts';

const PROCESSES = 5;
const PROGRAM = join(import.meta.dirname, 'programs/coldPlanProgram.ts');

/** How long the first plan of a citizen's page takes, in ms, in processes that have planned nothing else. */
export async function measureColdPlans(): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < PROCESSES; index += 1) {
    const process = new PeerProcess({ name: 'a cold plan', args: ['--import', 'tsx', PROGRAM] });
    try {
      times.push(Number((await process.started())['ms']));
    } finally {
      await process.stop();
    }
  }
  return times;
}

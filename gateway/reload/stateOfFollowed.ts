import { stat } from 'node:fs/promises';
import { inFileTurn } from './inFileTurn.ts';

/**
 * What changes when a file that is followed is edited or replaced.
 *
 * @throws {Error} with the system's `code` where it is not there, `ETIMEDOUT` where nothing comes.
 */
export async function stateOfFollowed(file: string): Promise<string> {
  const { mtimeMs, ctimeMs, size, ino } = await inFileTurn(file, () => stat(file));
  return [mtimeMs, ctimeMs, size, ino].join();
}

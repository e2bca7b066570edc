import { formatBeijing } from '../../beijingTime.ts';
import type { DropFolder } from './DropFolder.ts';

/**
 * A name for the next batch of a centre.
 *
 * @param code - four letters.
 * @param time - epoch ms.
 */
export async function nextBatchName(
  folder: DropFolder,
  jurisdiction: string,
  code: string,
  time: number,
): Promise<string> {
  const prefix = `${code.toLowerCase()}_${jurisdiction}_${formatBeijing(time).slice(0, 8)}_`;
  const number = (await folder.highestNumber(prefix)) + 1;
  return `${prefix}${String(number).padStart(4, '0')}`;
}

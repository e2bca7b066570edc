import { rename, writeFile } from 'node:fs/promises';
import type { Ports } from './Ports.ts';

/**
 * Writes the file so that no reader ever meets half of it.
 *
 * @throws {Error} when the folder does not exist or cannot be written.
 */
export async function writePorts(file: string, ports: Ports): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(ports, null, 2)}\n`);
  await rename(draft, file);
}

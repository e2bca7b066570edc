import { readFile } from 'node:fs/promises';
import { type Ports, ports } from './Ports.ts';

/** Reads the ports of the last start; none when there is no such file, or when it holds something else. */
export async function readPorts(file: string): Promise<Ports> {
  try {
    return ports.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Ports are a wish: without them the systems take others.
    return {};
  }
}

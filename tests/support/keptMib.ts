import { collectGarbage } from './collectGarbage.ts';

/** What this process keeps in memory, in MiB: objects and the bytes of buffers. */
export function keptMib(): number {
  // What is collected may let go of more.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

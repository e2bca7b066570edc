import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap become twice what was in use after the last collection of all of it, before all of it is collected again.
 *
 * By itself V8 decides this by how busy it has been: after a pause it leaves a tenth. The bytes of answers on their way count as
 * if they were old from the start, so that a tenth of a gateway's heap is full after some fifty large answers (decision 032).
 */
export function letHeapGrow(): void {
  setFlagsFromString('--heap-growing-percent=100');
}

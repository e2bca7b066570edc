import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The file to run for a role: written as `new URL('./role.ts', import.meta.url)`, which the compiler leaves as
 * it is, while the compiled program beside the compiled caller ends in `.js`.
 */
export function roleProgram(source: URL): string {
  const path = fileURLToPath(source);
  return existsSync(path) ? path : path.replace(/\.ts$/, '.js');
}

import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** Beside this file when it is compiled, in `dist/` when it runs from source. */
const CANDIDATES = ['./playground/', '../../dist/gateway/edge/playground/'];

/** Where the built playground lies; `undefined` while it is not built. */
export async function findPlaygroundFolder(): Promise<string | undefined> {
  for (const candidate of CANDIDATES) {
    const folder = new URL(candidate, import.meta.url);
    const isBuilt = await access(new URL('playground.js', folder)).then(
      () => true,
      () => false,
    );
    if (isBuilt) return fileURLToPath(folder);
  }
  return undefined;
}

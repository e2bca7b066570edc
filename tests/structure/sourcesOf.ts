import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = /(?<!\.generated)\.(?:ts|tsx|mjs|cjs)$/;
/** Not written here; folders that begin with a dot belong to tools. */
const FOREIGN = new Set(['node_modules', 'dist', 'coverage']);

/**
 * Every file that a person writes below a folder of the project (`''`: below all of them), named as seen from its root.
 * The folders are walked rather than asked of Git, so that an unpacked archive is checked as well.
 */
export const sourcesOf = (folder: string): readonly { readonly file: string; readonly text: string }[] =>
  pathsIn(join(ROOT, folder)).map((path) => ({
    file: relative(ROOT, path),
    text: readFileSync(path, 'utf8'),
  }));

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return SOURCE.test(entry.name) ? [path] : [];
    const isOurs = entry.isDirectory() && !entry.name.startsWith('.') && !FOREIGN.has(entry.name);
    return isOurs ? pathsIn(path) : [];
  });
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const programs = fileURLToPath(new URL('../programs/', import.meta.url));
/** CommonJS packages inside an ESM bundle ask for these. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/**
 * Compiles the test programs to self-contained `.js` files in a folder that every account can read, so that they
 * start fast and run as any user, wherever the project lies.
 */
export async function buildPrograms(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-programs-'));
  await chmod(folder, 0o755);
  await build({
    entryPoints: ['role', 'system', 'single', 'postgres', 'claim', 'logging', 'output'].map((name) =>
      join(programs, `${name}.ts`),
    ),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    banner: { js: REQUIRE },
    logLevel: 'silent',
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

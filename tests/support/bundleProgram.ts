import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/tongban-tests');
const known = new Map<string, Promise<string>>();

/**
 * One JavaScript file of a program of the tests and all of ours that it imports, made once per process of tests: a program
 * that is started dozens of times would be read from its sources each time.
 *
 * @returns where it is.
 */
export function bundleProgram(program: string): Promise<string> {
  const bundled = known.get(program) ?? bundle(program);
  known.set(program, bundled);
  return bundled;
}

async function bundle(program: string): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const name = program.replaceAll(/[^a-zA-Z]+/g, '-');
  const outfile = join(FOLDER, `${name}-${process.pid}-${known.size}.mjs`);
  await build({
    entryPoints: [program],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [whereItWas],
  });
  return outfile;
}

/** Data files lie beside the sources that read them, not beside the bundle. */
const whereItWas: Plugin = {
  name: 'where-it-was',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8'))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
    })),
};

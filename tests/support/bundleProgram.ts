import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const PROJECT = join(import.meta.dirname, '../..');
const FOLDER = join(PROJECT, 'node_modules/.cache/tongban-tests');
const known = new Map<string, Promise<string>>();

/**
 * One JavaScript file of a program of the tests and all of ours that it imports, made once per process of tests: a program
 * that is started dozens of times would be read from its sources each time.
 *
 * @param home - the folder that its files believe to lie in, where they find data and other programs; default: the project,
 *   `dist` is what `npm test` has compiled.
 * @returns where it is.
 */
export function bundleProgram(program: string, home = '.'): Promise<string> {
  const id = `${home} ${program}`;
  const bundled = known.get(id) ?? bundle(program, home);
  known.set(id, bundled);
  return bundled;
}

async function bundle(program: string, home: string): Promise<string> {
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
    plugins: [believingToLieIn(join(PROJECT, home))],
  });
  return outfile;
}

/** Data files lie beside the sources that read them, not beside the bundle. */
const believingToLieIn = (home: string): Plugin => ({
  name: 'believing-to-lie-in',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const believed = join(home, relative(PROJECT, path));
      return {
        loader: 'ts',
        contents: (await readFile(path, 'utf8'))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(believed).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(believed))),
      };
    }),
});

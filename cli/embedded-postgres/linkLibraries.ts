import { readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { TongbanError } from '../../domain/TongbanError.ts';

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the library links that npm cannot carry in a package and that the package's install script makes:
 * with `--ignore-scripts` they are missing and no program of PostgreSQL starts.
 *
 * @param native - the folder `native` of the platform package, or a copy of it.
 * @returns the number of links made; 0 when all were there.
 * @throws {NodeJS.ErrnoException} when a link is missing and the folder cannot be written.
 */
export async function linkLibraries(native: string): Promise<number> {
  let made = 0;
  for (const { source, target } of await readLinks(native)) {
    const place = join(native, target);
    try {
      await symlink(relative(dirname(place), join(native, source)), place);
      made += 1;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return made;
}

async function readLinks(native: string) {
  let text: string;
  try {
    text = await readFile(join(native, 'pg-symlinks.json'), 'utf8');
  } catch (error) {
    // The Windows package has no links and no list of them.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return linkList.parse(JSON.parse(text)).map(({ source, target }) => ({
    source: insideNative(source),
    target: insideNative(target),
  }));
}

/** The list writes `native/lib/…`, whatever the folder is called in a copy. */
function insideNative(path: string): string {
  const parts = path.split(/[\\/]/);
  if (parts[0] !== 'native' || parts.includes('..')) {
    throw new TongbanError(
      'INTERNAL_SERVER_ERROR',
      `pg-symlinks.json names a file outside the package: ${basename(path)}`,
    );
  }
  return parts.slice(1).join(sep);
}

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder `schema/` of this package, absolute. SDL is not copied by the build, so that the sources and `dist/`
 * read the same files.
 *
 * @throws {Error} when the program was taken out of its package.
 */
export function findSchemaFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('the package folder of tongban, which holds schema/, was not found');
    folder = parent;
  }
  return join(folder, 'schema');
}

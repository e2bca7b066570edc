import { dirname, join } from 'node:path';
import { findSchemaFolder } from '../../schema/findSchemaFolder.ts';

/** The catalogue's data of this package, absolute; like SDL it is not copied by the build. */
export function findDataFolder(): string {
  return join(dirname(findSchemaFolder()), 'subgraphs', 'catalog', 'data');
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The golden bytes of one dialect, by name without suffix. */
export interface GoldenFiles {
  /** Names of all scenarios of a kind, `row` or `request`; of all where the folder has one kind only. */
  names(kind?: string): readonly string[];
  bytes(name: string): Buffer;
  meta(name: string): unknown;
}

export function goldenFiles(dialect: string): GoldenFiles {
  const folder = join(import.meta.dirname, '../../golden', dialect);
  return {
    names: (kind) => {
      const end = kind === undefined ? '.json' : `.${kind}.json`;
      return readdirSync(folder)
        .filter((file) => file.endsWith(end))
        .map((file) => file.slice(0, -end.length));
    },
    bytes: (name) => readFileSync(join(folder, `${name}.bin`)),
    meta: (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')),
  };
}

import { z } from 'zod';
import { contextKeyConfig } from '../serving/contextKeyConfig.ts';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';

const catalogConfig = z.strictObject({
  /** `postgres://…`; may hold a password and is never printed. */
  databaseUrl: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL'),
  /** A catalogue document for a database that holds none yet; default: the one that comes with the product. */
  dataFolder: z.string().min(1).optional(),
  /** How often the database is asked whether another version is in force by now. */
  refreshMs: z.int().min(50).max(60_000).default(2_000),
  contextKey: contextKeyConfig,
  listen: listenConfig.prefault({}),
  /** Allows introspection. */
  development: z.boolean().default(false),
});

export type CatalogConfig = Readonly<z.infer<typeof catalogConfig>>;

/**
 * Reads the configuration of the catalogue from a YAML or JSON object.
 *
 * @throws {Error} with one line naming every bad setting; values are never quoted.
 */
export function readCatalogConfig(settings: unknown): CatalogConfig {
  return parseConfig('catalog', catalogConfig, settings);
}

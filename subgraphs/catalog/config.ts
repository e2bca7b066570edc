import { z } from 'zod';
import { contextKeyConfig } from '../serving/contextKeyConfig.ts';
import { listenConfig } from '../serving/listenConfig.ts';
import { parseConfig } from '../serving/parseConfig.ts';

const catalogConfig = z.strictObject({
  /** A folder with `cities.json` and `serviceItems.json`; default: those that come with the product. */
  dataFolder: z.string().min(1).optional(),
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

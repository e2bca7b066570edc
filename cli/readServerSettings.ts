import { readDatabaseUrl } from './readDatabaseUrl.ts';
import { readSettingsFile } from './readSettingsFile.ts';

/** Subgraphs that keep nothing. */
const WITHOUT_DATABASE: readonly string[] = ['catalog'];

/**
 * Reads the configuration of a subgraph's server; the environment goes before the file.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line.
 */
export async function readServerSettings(name: string, file: string): Promise<unknown> {
  const settings = await readSettingsFile(file);
  const databaseUrl = WITHOUT_DATABASE.includes(name) ? null : await readDatabaseUrl(process.env);
  if (databaseUrl === null || typeof settings !== 'object') return settings;
  return { ...settings, databaseUrl };
}

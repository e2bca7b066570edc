import { readDatabaseUrl } from './readDatabaseUrl.ts';
import { readSettingsFile } from './readSettingsFile.ts';
import { warnOfOpenFile } from './warnOfOpenFile.ts';

/**
 * Reads the configuration of a subgraph's server; the environment goes before the file.
 *
 * @throws {TongbanError} BAD_USER_INPUT with one line.
 */
export async function readServerSettings(file: string): Promise<unknown> {
  const settings = await readSettingsFile(file);
  await warnOfOpenFile(file);
  const databaseUrl = await readDatabaseUrl(process.env);
  if (databaseUrl === null || typeof settings !== 'object') return settings;
  return { ...settings, databaseUrl };
}

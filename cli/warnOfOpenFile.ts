import { stat } from 'node:fs/promises';

const EVERYBODY = 0o007;

/** Says on stderr when a configuration file, which may hold secrets, is open to everybody on this machine. */
export async function warnOfOpenFile(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile() || (found.mode & EVERYBODY) === 0) return;
  process.stderr.write(
    `tongban: ${file} may be read by everybody on this machine and may hold secrets: chmod 600 ${file}\n`,
  );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TongbanError } from '../domain/TongbanError.ts';

/**
 * Where the sandbox of a data folder is governed.
 *
 * @throws {TongbanError} BAD_USER_INPUT when none was ever started on that folder.
 */
export async function findSandbox(folder: string): Promise<string> {
  const ports = parse(await readFile(join(folder, 'sandbox-ports.json'), 'utf8').catch(() => '{}'));
  if (ports !== null && typeof ports === 'object' && 'admin' in ports && typeof ports.admin === 'number') {
    return `http://127.0.0.1:${ports.admin}`;
  }
  throw new TongbanError(
    'BAD_USER_INPUT',
    `no sandbox was started on ${folder}; start one, or give --data or --admin`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { execFile } from 'node:child_process';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Measured against, never depended on: it is installed beside the repository, once. */
const PACKAGES = ['@graphql-hive/gateway@2.15.1', '@graphql-hive/router-runtime@1.4.23'];
/** Its 500 MB took three minutes where the machine was busy. */
const INSTALL_MS = 900_000;

/** @returns the program, and the folder that it must be started in. @throws {Error} when npm cannot get it. */
export async function installHive(): Promise<{ readonly bin: string; readonly cwd: string }> {
  const cwd = join(tmpdir(), 'tongban-bench-hive');
  const bin = join(cwd, 'node_modules/@graphql-hive/gateway/dist/bin.js');
  if (await exists(bin)) return { bin, cwd };
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, 'package.json'), '{"private":true}');
  try {
    const args = ['install', '--no-audit', '--no-fund', ...PACKAGES];
    await promisify(execFile)('npm', args, { cwd, timeout: INSTALL_MS });
  } catch (error) {
    const isLate = error instanceof Error && 'killed' in error && error.killed === true;
    throw isLate ? new Error(`npm had not got it after ${INSTALL_MS / 1_000} s`, { cause: error }) : error;
  }
  if (!(await exists(bin))) throw new Error('npm installed something else than was expected');
  return { bin, cwd };
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

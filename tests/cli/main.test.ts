import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');

it('tells its version', async () => {
  const { version } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'));
  const main = join(PROJECT, 'dist/cli/main.js');

  const { stdout } = await promisify(execFile)(process.execPath, [main, '--version']);

  expect(stdout).toBe(`${version}\n`);
});

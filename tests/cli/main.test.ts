import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
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

it.runIf(existsSync('/dev/full'))('says in one line that its output has no room', async () => {
  const main = join(PROJECT, 'dist/cli/main.js');
  const command = ['-c', '"$0" "$1" compose > /dev/full', process.execPath, main];

  const composing = promisify(execFile)('sh', command, { cwd: PROJECT });

  await expect(composing).rejects.toMatchObject({
    code: 1,
    stderr: 'tongban: the output cannot be written (ENOSPC)\n',
  });
});

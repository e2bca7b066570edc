import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { readTextFile } from '../../cli/readTextFile.ts';

it('names the file that cannot be read, also where a folder lies in its place', async () => {
  await expect(readTextFile('/nowhere/a.graphql')).rejects.toThrow(
    /^\/nowhere\/a\.graphql cannot be read \(ENOENT\)$/,
  );
  await expect(readTextFile(tmpdir())).rejects.toThrow(`${tmpdir()} cannot be read (EISDIR)`);
});

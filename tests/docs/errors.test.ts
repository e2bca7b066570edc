import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ERROR_KINDS } from '../../domain/errorCode.ts';

it('docs/errors.md explains every code of the closed list, with its origin, and no other', async () => {
  const text = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\w+) \| (.+) \| (.+) \|$/gm)];

  expect(rows.map(([, code, origin]) => [code, origin])).toEqual(
    Object.entries(ERROR_KINDS).map(([code, { origin }]) => [code, origin]),
  );
  for (const [, , , cause, remedy] of rows) {
    expect(cause).toMatch(/[\u4e00-\u9fff]/);
    expect(remedy).toMatch(/[\u4e00-\u9fff]/);
  }
});

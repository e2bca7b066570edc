import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';

/** Compiled by `npm test` beforehand: a process starts in half the time. */
const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-explain-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function explain(document: string, ...args: readonly string[]) {
  const file = join(folder, `op-${randomUUID()}.graphql`);
  await writeFile(file, document);
  const child = spawn(process.execPath, [MAIN, 'explain', file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr: stderr.replaceAll(file, 'op.graphql') };
}

const TWO = 'query A { me { id } } query B { me { housingFund { centerName } } }';

it('prints a plan over our own supergraph, or as JSON with what is sent', async () => {
  const [plain, json] = await Promise.all([
    explain(TWO, '--operation', 'A'),
    explain(TWO, '--operation', 'B', '--json'),
  ]);

  expect(plain).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^query A: 1 fetch; cost 1\nlane: (fast|general) \(.+\)\npeople: me\n$/),
    stderr: '',
  });
  expect(JSON.parse(json.stdout)).toMatchObject({
    kind: 'planned',
    operation: { type: 'query', name: 'B' },
    plan: {
      kind: 'sequence',
      steps: [
        { kind: 'fetch', service: 'people', entityTypes: null },
        {
          kind: 'fetch',
          service: 'housing-fund',
          isPartitioned: true,
          entityTypes: ['HousingFundRecord'],
          path: 'me.housingFund.@',
          fields: ['centerName'],
        },
      ],
    },
  });
});

it('says how to choose one of several operations', async () => {
  const { code, stderr } = await explain(TWO);

  expect(code).toBe(1);
  expect(stderr).toBe(
    'op.graphql: There are 2 operations in this document; choose one with --operation NAME (A, B) [OPERATION_RESOLUTION_FAILURE]\n',
  );
});

it('exits with 1 and names what is refused, or cannot be read', async () => {
  const [refused, absent] = await Promise.all([
    explain('{ me {\n nobody } }'),
    explain('{ me { id } }', '--supergraph', join(folder, 'absent.graphql')),
  ]);

  expect(refused).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^op\.graphql:2:2: Cannot query field "nobody" on type "Holder"\..*\n$/),
  });
  expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read (ENOENT)') });
});

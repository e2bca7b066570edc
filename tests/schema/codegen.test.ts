import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');
const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  scalar Yuan
  type Query { loan(number: ID!, after: String): Loan }
  type Loan @key(fields: "number") { number: ID! rest: Yuan state: State parts: [Part!] }
  type Part { due: Yuan }
  enum State { OPEN UNKNOWN }
`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tongban-codegen-'));
  await mkdir(join(root, 'schema'));
  await writeFile(join(root, 'schema/housing-fund.graphql'), SDL);
});

afterEach(() => rm(root, { recursive: true }));

async function codegen(...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'codegen.ts', '--root', root, ...args], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code, stderr };
}

async function writeMappers(mappers: unknown): Promise<void> {
  await mkdir(join(root, 'subgraphs/housing-fund'), { recursive: true });
  await writeFile(join(root, 'subgraphs/housing-fund/mappers.json'), JSON.stringify(mappers));
}

const generated = () => readFile(join(root, 'subgraphs/housing-fund/resolvers.generated.ts'), 'utf8');

it('writes resolver types with type-only imports that name their files', async () => {
  await writeMappers({ Loan: '../../domain/Loan.ts#Loan', Part: './PartSource.ts#PartSource' });

  expect(await codegen()).toEqual({ code: 0, stderr: '' });

  const lines = (await generated()).split('\n');
  expect(lines.filter((line) => line.startsWith('import'))).toEqual([
    "import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';",
    "import type { Loan as LoanModel } from '../../domain/Loan.ts';",
    "import type { PartSource } from './PartSource.ts';",
    "import type { SubgraphContext } from './createContext.ts';",
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      '  Yuan: { input: string; output: string; }',
      "  | 'UNKNOWN';",
      "  after?: InputMaybe<Scalars['String']['input']>;",
      '  Loan: ResolverTypeWrapper<LoanModel>;',
      '  Part: ResolverTypeWrapper<PartSource>;',
    ]),
  );
  expect(lines.some((line) => line.includes('__resolveReference?: ReferenceResolver<'))).toBe(true);
});

it('checks that what lies there is what it would write', async () => {
  const remedy = 'codegen: stale: subgraphs/housing-fund/resolvers.generated.ts; run: npx tsx codegen.ts\n';

  expect(await codegen('--check')).toEqual({ code: 1, stderr: remedy });
  expect(await codegen()).toEqual({ code: 0, stderr: '' });
  expect(await codegen('--check')).toEqual({ code: 0, stderr: '' });
  await writeFile(join(root, 'schema/housing-fund.graphql'), SDL.replace('OPEN', 'OPEN CLOSED'));
  expect(await codegen('--check')).toEqual({ code: 1, stderr: remedy });
});

it('names a mapper file that fits neither its form nor the SDL, and SDL that does not parse', async () => {
  await writeMappers({ Loan: 'Loan' });
  const badForm = await codegen();
  await writeMappers({ Lone: './Loan.ts#Loan' });
  const unknownType = await codegen();
  await writeFile(join(root, 'schema/housing-fund.graphql'), 'type Loan {');
  const badSdl = await codegen();

  expect(badForm).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^codegen: .*housing-fund\/mappers\.json: an object of .* is expected\n$/),
  });
  expect(unknownType).toEqual({
    code: 1,
    stderr: 'codegen: mappers.json of housing-fund names Lone, which its SDL lacks\n',
  });
  expect(badSdl).toEqual({
    code: 1,
    stderr: 'codegen: schema/housing-fund.graphql: Syntax Error: Expected Name, found <EOF>.\n',
  });
});

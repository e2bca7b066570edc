import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../gateway/config.ts';
import { createGateway } from '../../gateway/createGateway.ts';
import { warnOfDoubtful } from '../../gateway/warnOfDoubtful.ts';
import { collectLogLines } from '../support/collectLogLines.ts';
import { composeTest } from '../support/composeTest.ts';
import { replaceFile } from '../support/replaceFile.ts';

/** What is said of these settings. */
async function warned(settings: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv = {}) {
  const lines: string[] = [];
  const config = await readConfig({ settings: { supergraph: '/supergraph.graphql', ...settings }, env });
  warnOfDoubtful(config, (line) => lines.push(line));
  return lines;
}

const cache = { subgraphs: { funds: { scope: 'private' }, catalog: { scope: 'public' } } };
const issuers = [
  {
    issuer: 'https://issuer.example',
    audience: 'tongban',
    jwks: { keys: [generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })] },
  },
];

it.each([
  ['the defaults', {}, {}],
  ['equal times', { deadlines: { requestMs: 2_000, jurisdictionMs: 2_000 } }, {}],
  ['what is kept for known callers', { cache, issuers, contextSecret: 'A'.repeat(44) }, {}],
  ['production', {}, { NODE_ENV: 'production' }],
  ['another environment', {}, { NODE_ENV: 'product-demo' }],
])('nothing is said of %s', async (_, settings, env) => {
  expect(await warned(settings, env)).toEqual([]);
});

it('a place that may take longer than the request is told of', async () => {
  expect(await warned({ deadlines: { requestMs: 1_000, jurisdictionMs: 1_001 } })).toEqual([
    "deadlines.jurisdictionMs (1001) is above requestMs (1000): a place that hangs takes all of a request's time",
  ]);
});

it('a cache that keeps nothing is told of, for the reason that it has', async () => {
  expect(await warned({ cache })).toEqual([
    'cache.subgraphs.funds keeps nothing: scope private is kept per caller, and without issuers nobody is known',
  ]);
  expect(await warned({ cache, executor: 'reference' })).toEqual([
    'cache.subgraphs has no effect: executor reference keeps nothing',
  ]);
});

it.each(['Production', 'PRODUCTION', ' production', 'prod'])(
  'NODE_ENV=%s is told of',
  async (environment) => {
    expect(await warned({}, { NODE_ENV: environment })).toEqual([
      `NODE_ENV is "${environment}" and not "production": where the configuration does not say otherwise, the playground is on and documents that no manifest holds are answered`,
    ]);
  },
);

it('the gateway says it at its start and when the file is edited', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-doubtful-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'gateway.json');
  const edit = (jurisdictionMs: number) =>
    replaceFile(
      file,
      JSON.stringify({
        port: 0,
        supergraph: 'supergraph.graphql',
        deadlines: { requestMs: 1_000, jurisdictionMs },
      }),
    );
  await replaceFile(
    join(folder, 'supergraph.graphql'),
    composeTest([{ name: 'one', url: 'http://127.0.0.1:1/graphql', sdl: 'type Query { one: Int }' }]),
  );
  await edit(1_001);
  const read = () => readConfig({ file, env: {} });
  const { sink, lines } = collectLogLines();
  const gateway = createGateway(await read(), { logger: pino({ base: null }, sink), source: { file, read } });
  onTestFinished(() => gateway.stop());
  await gateway.start();
  const doubts = () => lines.flatMap((line) => /jurisdictionMs \((\d+)\) is above/.exec(line)?.[1] ?? []);
  expect(doubts()).toEqual(['1001']);

  await edit(1_002);
  await expect.poll(doubts).toEqual(['1001', '1002']);
});

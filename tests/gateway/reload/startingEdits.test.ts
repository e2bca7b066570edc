import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../gateway/config.ts';
import { createGateway } from '../../../gateway/createGateway.ts';
import { collectLogLines } from '../../support/collectLogLines.ts';
import { composeTest } from '../../support/composeTest.ts';
import { world } from '../edge/support/world.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-starting-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  file = join(folder, 'gateway.json');
  const url = 'http://127.0.0.1:1/graphql';
  const sources = Object.entries(world).map(([name, { sdl }]) => ({ name, sdl, url }));
  await writeFile(join(folder, 'supergraph.graphql'), composeTest(sources));
});

const write = (settings: Readonly<Record<string, unknown>>): Promise<void> =>
  writeFile(
    file,
    JSON.stringify({ port: 0, supergraph: 'supergraph.graphql', revisions: 'notes.json', ...settings }),
  );

/** As `tongban gateway --config FILE` puts one together, when it has read its settings. */
async function prepareGateway() {
  const read = () => readConfig({ file, env: {} });
  const { sink, lines } = collectLogLines();
  const gateway = createGateway(await read(), { logger: pino({ base: null }, sink), source: { file, read } });
  onTestFinished(() => gateway.stop());
  return { gateway, lines };
}

const notedRevision = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'notes.json'), 'utf8'))[file].revision;

it('a configuration that is edited while the gateway starts is taken over, and one that is not is no edit', async () => {
  await write({ revision: 1 });
  const { gateway, lines } = await prepareGateway();
  await write({ revision: 2, limits: { depth: 3 }, introspection: false });

  await gateway.start();

  await expect
    .poll(() => lines)
    .toEqual([`${file}: in use now: limits; only after a restart: introspection`]);
  expect(await notedRevision()).toBe(2);

  const { gateway: another, lines: others } = await prepareGateway();
  await another.start();
  await write({ revision: 3, limits: { depth: 4 } });
  await expect
    .poll(() => others)
    .toEqual([`${file}: in use now: limits; only after a restart: introspection`]);
});

it('one that cannot be used is told of, and its revision counts for nothing', async () => {
  await write({ revision: 1 });
  const { gateway, lines } = await prepareGateway();
  await write({ revision: 2, limits: { depth: -3 } });

  await gateway.start();

  const refused = `${file} is refused, the settings in use stay: ${file} is not valid: limits.depth: must be at least 1`;
  await expect.poll(() => lines).toEqual([refused]);
  await expect(notedRevision()).rejects.toThrow('ENOENT');
});

it('an older one is refused before a port is opened', async () => {
  await writeFile(
    join(folder, 'notes.json'),
    JSON.stringify({ [file]: { revision: 7, digest: 'of another text' } }),
  );
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  await write({ revision: 6, port: (taken.address() as AddressInfo).port });

  const { gateway } = await prepareGateway();

  await expect(gateway.start()).rejects.toThrow('revision 7 has been in use');
});

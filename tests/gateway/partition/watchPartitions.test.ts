import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPartitionRouter } from '../../../gateway/partition/createPartitionRouter.ts';
import type { PartitionSource } from '../../../gateway/partition/PartitionSource.ts';
import { watchPartitions } from '../../../gateway/partition/watchPartitions.ts';
import { createTestContext } from '../../support/createTestContext.ts';
import { eventually } from '../../support/eventually.ts';
import { replaceFile } from '../../support/replaceFile.ts';
import { createEntityFetch } from './createEntityFetch.ts';
import { createTestClient } from './createTestClient.ts';
import { createRelease, NEWER_SDL } from './releases.ts';
import { serveEndpoint } from './serveEndpoint.ts';

let folder = '';
let file = '';
let lines: string[] = [];
let states: string[] = [];
const closing: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partitions-'));
  file = join(folder, 'partitions.yaml');
  lines = [];
  states = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await rm(folder, { recursive: true });
});

const textOf = (url: string) => `housing-fund:\n  "43": ${url}\n`;

async function watch(maxRemovedPercent = 50): Promise<PartitionSource> {
  const log = (line: string) => lines.push(line);
  const source = await watchPartitions({
    file,
    log,
    maxRemovedPercent: () => maxRemovedPercent,
    tell: (state) => states.push(state),
    intervalMs: 5,
    settleMs: 5,
  });
  closing.push(source.close);
  return source;
}

/** In place, but never empty, or a slow moment would make two edits of one. The text is as long as the one before. */
async function overwrite(text: string): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.write(text, 0);
}

const urls = (source: PartitionSource) =>
  source
    .table()
    .endpoints()
    .map(({ url }) => url);

describe('watchPartitions', () => {
  it('takes over edits in place and by rename', async () => {
    await writeFile(file, textOf('http://one/graphql'));
    const source = await watch();

    expect(urls(source)).toEqual(['http://one/graphql']);
    await overwrite(textOf('http://two/graphql'));
    await eventually(() => expect(urls(source)).toEqual(['http://two/graphql']));
    await replaceFile(file, textOf('http://three/graphql'));
    await eventually(() => expect(urls(source)).toEqual(['http://three/graphql']));
    expect(lines).toEqual(Array(2).fill(`${file}: partitions reloaded, 1 endpoints`));
  });

  it('believes an edit once it has stood still, and takes it over once', async () => {
    await writeFile(file, textOf('http://one/graphql'));
    const patient = await watchPartitions({
      file,
      log: () => undefined,
      intervalMs: 1,
      settleMs: 3_600_000,
    });
    closing.push(patient.close);
    const source = await watch();
    for (const host of ['two', 'three', 'four']) {
      await replaceFile(file, textOf(`http://${host}/graphql`));
      await eventually(() => expect(urls(source)).toEqual([`http://${host}/graphql`]));
    }
    expect(urls(patient)).toEqual(['http://one/graphql']);

    // Others that follow a file as closely see two edits before this is asked.
    const elsewhere = join(folder, 'other.yaml');
    await writeFile(elsewhere, textOf('http://one/graphql'));
    const other = await watchPartitions({ file: elsewhere, log: () => undefined, intervalMs: 5 });
    closing.push(other.close);
    for (const host of ['two', 'three']) {
      await writeFile(elsewhere, textOf(`http://${host}/graphql`));
      await eventually(() => expect(urls(other)).toEqual([`http://${host}/graphql`]));
    }
    expect(lines).toEqual(Array(3).fill(`${file}: partitions reloaded, 1 endpoints`));
  });

  it('keeps the old table through a broken edit and a lost file, saying so once each', async () => {
    await writeFile(file, textOf('http://one/graphql'));
    const source = await watch();
    const broken = `${file}: housing-fund "43": the URL is not an http or https address; the old partitions stay`;
    const lost = `${file}: the partitions file cannot be read (ENOENT); the old partitions stay`;

    await replaceFile(file, textOf('one'));
    await eventually(() => expect(lines).toEqual([broken]));
    await rm(file);
    await eventually(() => expect(lines).toEqual([broken, lost]));
    expect(urls(source)).toEqual(['http://one/graphql']);

    await replaceFile(file, textOf('http://two/graphql'));
    await eventually(() => expect(urls(source)).toEqual(['http://two/graphql']));
    expect(lines).toEqual([broken, lost, `${file}: partitions reloaded, 1 endpoints`]);
  });

  it('says when many endpoints are gone at once, and nothing of the sort when one is', async () => {
    const prefixes = ['11', '31', '33', '34', '43', '44', '45', '50', '51', '52', '53', '61'];
    const write = async (kept: readonly string[]) =>
      replaceFile(
        file,
        ['housing-fund:', ...kept.map((code) => `  "${code}": http://one/${code}/graphql`)].join('\n'),
      );
    await write(prefixes);
    await watch(60);

    await write(prefixes.slice(1));
    await eventually(() => expect(lines).toEqual([`${file}: partitions reloaded, 11 endpoints`]));
    await write(prefixes.slice(7));
    await eventually(() =>
      expect(lines.at(-1)).toBe(
        `${file}: partitions reloaded, 5 endpoints; 6 of 11 are gone (housing-fund 31, housing-fund 33, housing-fund 34, housing-fund 43, housing-fund 44, housing-fund 45): if that was not meant, put them back`,
      ),
    );
  });

  it('lets an edit that takes away more than half of the endpoints wait for a confirmation of this very edit', async () => {
    const textOfAll = (codes: readonly string[]) =>
      `housing-fund:\n${codes.map((code) => `  "${code}": http://one/${code}/graphql\n`).join('')}`;
    const confirm = (text: string) =>
      replaceFile(
        `${file}.confirmed`,
        `${createHash('sha256').update(text).digest('hex')}  partitions.yaml\n`,
      );
    await writeFile(file, textOfAll(['11', '31', '43']));
    const source = await watch();
    const refused = `${file}: 2 of 3 endpoints would be gone (housing-fund 31, housing-fund 43); if that is meant, confirm it: sha256sum partitions.yaml > partitions.yaml.confirmed; the old partitions stay`;

    await confirm(textOfAll(['31']));
    await replaceFile(file, textOfAll(['11']));
    await eventually(() => expect(lines).toEqual([refused]));
    await replaceFile(file, 'housing-fund: {}\n');
    await eventually(() => expect(lines).toHaveLength(2));
    expect([urls(source).length, states]).toEqual([3, ['stale', 'stale']]);
    await replaceFile(file, textOfAll(['11']));
    await eventually(() => expect(lines).toEqual([refused, expect.any(String), refused]));
    await confirm(textOfAll(['11']));

    await eventually(() => expect(lines.at(-1)).toBe(`${file}: partitions reloaded, 1 endpoints`));
    expect([urls(source), states.at(-1)]).toEqual([['http://one/11/graphql'], 'current']);
  });

  it('asks for the subgraphs of the moment', async () => {
    let services = ['housing-fund'];
    await writeFile(file, textOf('http://one/graphql'));
    const log = (line: string) => lines.push(line);
    const options = { file, log, services: () => services, intervalMs: 5, settleMs: 5 };
    const source = await watchPartitions(options);
    closing.push(source.close);

    services = ['people'];
    await replaceFile(file, textOf('http://two/graphql'));

    await eventually(() =>
      expect(lines).toEqual([
        `${file}: the supergraph has no subgraph housing-fund; it has people; the old partitions stay`,
      ]),
    );

    // A config map changes both files at once, and the supergraph may be taken over last.
    services = ['people', 'housing-fund'];
    await eventually(() => expect(urls(source)).toEqual(['http://two/graphql']));
    expect(lines.slice(1)).toEqual([`${file}: partitions reloaded, 1 endpoints`]);
  });

  it('refuses to start with a broken or absent file, in one line', async () => {
    await expect(watch()).rejects.toThrow(
      new RangeError(`${file}: the partitions file cannot be read (ENOENT)`),
    );
    await writeFile(file, 'housing-fund: 3');
    await expect(watch()).rejects.toThrow(
      new RangeError(`${file}: housing-fund: expected division prefixes with URLs`),
    );
  });

  it('moves a place to another server without a failed request', async () => {
    const servers = await Promise.all(
      ['one', 'two'].map(async (name) => ({
        name,
        served: await serveEndpoint(createRelease(NEWER_SDL, name)),
      })),
    );
    const client = createTestClient();
    await writeFile(file, textOf(servers[0]?.served.url ?? ''));
    const router = createPartitionRouter({ client, partitions: await watch() });
    closing.push(client.close, router.close, ...servers.map(({ served }) => served.close));
    const representation = { __typename: 'Record', jurisdiction: '430000', holderId: 'h' };
    const fetch = createEntityFetch('... on Record { servedBy }', [representation]);

    const answeredBy: unknown[] = [];
    let running = true;
    const loop = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (running) {
          const context = createTestContext();
          const outcomes = await router
            .fetcherFor('housing-fund')
            ?.fetchEntities(fetch, context, context.signal);
          const [outcome] = outcomes ?? [];
          answeredBy.push(outcome?.kind === 'entity' ? outcome.value['servedBy'] : outcome);
        }
      }),
    );
    for (const { name, served } of [...servers.slice(1), ...servers, ...servers]) {
      await replaceFile(file, textOf(served.url));
      await eventually(() => expect(answeredBy.at(-1)).toBe(name));
    }
    running = false;
    await loop;

    expect(new Set(answeredBy)).toEqual(new Set(['one', 'two']));
  });
});

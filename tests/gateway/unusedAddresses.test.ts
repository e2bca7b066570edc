import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../gateway/config.ts';
import { createGateway } from '../../gateway/createGateway.ts';
import { collectLogLines } from '../support/collectLogLines.ts';
import { composeTest } from '../support/composeTest.ts';
import { replaceFile } from '../support/replaceFile.ts';

const key = '@key(fields: "jurisdiction id")';
const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition"])
    @composeDirective(name: "@partition")
  directive @partition(by: String!) on OBJECT`;
const people = `${head}
  type Query { records: [Record] }
  type Record ${key} @partition(by: "jurisdiction") { jurisdiction: ID! id: ID! }`;
const funds = `${head}
  type Record ${key} @partition(by: "jurisdiction") { jurisdiction: ID! id: ID! office: String }`;
const away = 'http://127.0.0.1:1/graphql';
const unused = 'services.funds is not used: the partitions file has an endpoint of funds for each place';
const placeless =
  'Office of offices cannot be asked for: the partitions file names offices, and no key of Office has the field jurisdiction';
const unsent =
  "the supergraph's address of people has a name or a password, which are not sent: people knows the gateway by contextSecret";

/** A gateway over files of its own, and what it has warned of. */
async function startOver(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-unused-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const write = async (name: string, text: string) => {
    await replaceFile(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const file = join(folder, 'gateway.json');
  const read = () => readConfig({ file, env: {} });
  const { sink, lines } = collectLogLines();
  const gateway = createGateway(await read(), { logger: pino({ base: null }, sink), source: { file, read } });
  onTestFinished(() => gateway.stop());
  await gateway.start();
  const warned = () => lines.filter((line) => [unused, unsent, placeless].includes(line));
  return { write, warned };
}

const supergraph = (urlOfPeople: string, sdlOfFunds = funds) =>
  composeTest([
    { name: 'people', sdl: people, url: urlOfPeople },
    { name: 'funds', sdl: sdlOfFunds, url: away },
  ]);
const settings = (services: Readonly<Record<string, string>>) =>
  JSON.stringify({ port: 0, supergraph: 'supergraph.graphql', partitions: 'partitions.yaml', services });
const ofFunds = `funds: { "43": ${away} }`;

it('an address of a subgraph whose places have their own is told of, at the start and when either is edited', async () => {
  const { write, warned } = await startOver({
    'supergraph.graphql': supergraph(away),
    'partitions.yaml': ofFunds,
    'gateway.json': settings({ funds: away, people: away }),
  });
  expect(warned()).toEqual([unused]);

  await write('partitions.yaml', `funds: { "43": ${away}, "44": ${away} }`);
  await expect.poll(warned, { timeout: 10_000 }).toEqual([unused, unused]);

  await write('gateway.json', settings({ funds: away }));
  await expect.poll(warned, { timeout: 10_000 }).toEqual([unused, unused, unused]);
});

it('nothing is said of an address that root fields are asked at', async () => {
  const { warned } = await startOver({
    'supergraph.graphql': supergraph(away, `${funds} type Query { offices: [String] }`),
    'partitions.yaml': ofFunds,
    'gateway.json': settings({ funds: away }),
  });

  expect(warned()).toEqual([]);
});

it('a subgraph that the partitions file names though its records say no place is told of, as soon as it does', async () => {
  const offices = `${head}
    type Office @key(fields: "id") { id: ID! phone: String }
    type Query { offices: [Office] }`;
  const { write, warned } = await startOver({
    'supergraph.graphql': composeTest([
      { name: 'people', sdl: people, url: away },
      { name: 'funds', sdl: funds, url: away },
      { name: 'offices', sdl: offices, url: away },
    ]),
    'partitions.yaml': ofFunds,
    'gateway.json': settings({}),
  });
  expect(warned()).toEqual([]);

  await write('partitions.yaml', `${ofFunds}\noffices: {}`);
  await expect.poll(warned, { timeout: 10_000 }).toEqual([placeless]);
});

it('a name and a password in an address of the supergraph are told of, at the start and with the next one', async () => {
  const { write, warned } = await startOver({
    'supergraph.graphql': supergraph('http://one:secret@127.0.0.1:1/graphql'),
    'partitions.yaml': ofFunds,
    'gateway.json': settings({}),
  });
  expect(warned()).toEqual([unsent]);

  await write('supergraph.graphql', supergraph('http://two:secret@127.0.0.1:1/graphql'));
  await expect.poll(warned, { timeout: 10_000 }).toEqual([unsent, unsent]);
});

it.each([
  ['services.people', { services: { people: 'http://one:secret@127.0.0.1:1/graphql' } }],
  [
    'subscriptions.upstreams.people.url',
    { subscriptions: { upstreams: { people: { url: 'http://one@h/' } } } },
  ],
])('a name and a password in %s are refused', async (name, given) => {
  const read = readConfig({ settings: { supergraph: '/s.graphql', ...given }, env: {} });

  await expect(read).rejects.toThrow(
    `the configuration of the gateway is not valid: ${name}: must hold no name and no password`,
  );
});

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { connectHousingFund } from '../../adapters/connect.ts';
import { readConfig } from '../../gateway/config.ts';
import { edgeLimits } from '../../gateway/edge/edgeLimits.ts';
import { gatewaySettings } from '../../gateway/edge/gatewaySettings.ts';
import { subscriptionSettings } from '../../gateway/edge/live/subscriptionSettings.ts';
import { overloadSettings } from '../../gateway/edge/overload/overloadSettings.ts';
import { parsePartitions } from '../../gateway/partition/parsePartitions.ts';
import { upstreamSettings } from '../../gateway/upstream/govern/upstreamSettings.ts';
import { readCasesConfig } from '../../subgraphs/cases/config.ts';
import { readWorkerConfig } from '../../subgraphs/cases/workerConfig.ts';
import { readCatalogConfig } from '../../subgraphs/catalog/config.ts';
import { readPartitionedConfig } from '../../subgraphs/jurisdiction/partitionedConfig.ts';
import { readPeopleConfig } from '../../subgraphs/people/config.ts';
import { createResources } from '../contract/support/createResources.ts';
import { readBlocks } from './support/readBlocks.ts';

const PAGE = fileURLToPath(new URL('../../docs/configuration.md', import.meta.url));

/** Examples by name, and the first column of each section's table. */
const examples = new Map<string, string>();
const tables = new Map<string, readonly string[]>();
let page: string;

beforeAll(async () => {
  for (const { text } of await readBlocks('configuration.md')) {
    const [, name] = /^# (\S+)\n/.exec(text) ?? [];
    if (name !== undefined) examples.set(name, text);
  }
  page = await readFile(PAGE, 'utf8');
  for (const section of page.split('\n## ').slice(1)) {
    const [title = ''] = section.split('\n');
    tables.set(
      title,
      [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, setting = '']) => setting),
    );
  }
});

const example = (name: string): Record<string, unknown> => parse(examples.get(name) ?? '');
const settingsOf = (...sections: readonly string[]) =>
  sections.flatMap((section) => tables.get(section) ?? []);

it('has examples that their readers take, and that agree with each other', async () => {
  const gateway = await readConfig({ settings: example('gateway.yaml'), env: {} });
  const people = readPeopleConfig(example('people.yaml'));
  const catalog = readCatalogConfig(example('catalog.yaml'));
  const fund = readPartitionedConfig('housing-fund', example('housing-fund.yaml'));
  const cases = readCasesConfig(example('cases.yaml'));
  const worker = readWorkerConfig(example('worker.yaml'));
  const partitions = parsePartitions(examples.get('partitions.yaml') ?? '', { file: 'partitions.yaml' });

  const { contextSecret: master } = gateway;
  const keys = [people, catalog, fund, cases, worker].map(({ contextKey }) => contextKey);
  expect(keys).toEqual(keys.map(() => ({ master })));
  expect(worker).toMatchObject({
    caseKey: cases.caseKey,
    services: cases.services,
    partitions: cases.partitions,
  });
  expect(fund.identityKeys).toMatchObject({
    master: people.identityKeys.derived?.master,
    versions: [people.identityKeys.derived?.version],
  });
  expect(gateway.services).toEqual({
    people: `http://127.0.0.1:${people.listen.port}/graphql`,
    catalog: `http://127.0.0.1:${catalog.listen.port}/graphql`,
  });
  expect(partitions.endpoints().map(({ service, url }) => `${service} ${url}`)).toEqual([
    `housing-fund http://127.0.0.1:${fund.listen.port}/4307/graphql`,
  ]);
  for (const place of fund.places) {
    const resources = { ...createResources({ now: () => Date.now() }), store: null };
    expect(() => connectHousingFund(place, resources)).not.toThrow();
  }
});

it('has every setting of the gateway, with its limits and their defaults', () => {
  expect(settingsOf('The gateway').toSorted()).toEqual(Object.keys(gatewaySettings.shape).toSorted());
  const text = page.replaceAll('\n', ' ');
  for (const [name, limit] of Object.entries(edgeLimits.parse({}))) {
    expect(text).toContain(`\`${name}\` ${limit}`);
  }
  const { upstreams: _, ...subscriptions } = subscriptionSettings.parse({});
  const { hedged, ...upstreams } = upstreamSettings.parse({});
  const { exports, ...overload } = overloadSettings.parse({});
  expect([hedged, exports]).toEqual([[], []]);
  for (const [name, value] of Object.entries({ ...subscriptions, ...upstreams, ...overload })) {
    expect(text).toContain(`\`${name}\` ${value}`);
  }
});

it.each([
  ['people', 'people.yaml', readPeopleConfig],
  ['catalog', 'catalog.yaml', readCatalogConfig],
  [
    'public-security, social-insurance, housing-fund',
    'housing-fund.yaml',
    (settings: unknown) => readPartitionedConfig('housing-fund', settings),
  ],
])('has every setting of %s, and no other', (section, file, read) => {
  const settings = settingsOf('All subgraphs', section);
  const given = example(file);

  const whole = read({ ...Object.fromEntries(settings.map((setting) => [setting, undefined])), ...given });

  expect(Object.keys(whole).filter((setting) => !settings.includes(setting))).toEqual([]);
});

it('has every setting of cases and its workers, and no other', () => {
  const told = settingsOf('cases and worker');
  const [cases, worker] = [readCasesConfig(example('cases.yaml')), readWorkerConfig(example('worker.yaml'))];
  const own = new Set([...Object.keys(cases), ...Object.keys(worker)]);
  for (const shared of settingsOf('All subgraphs')) own.delete(shared);

  expect([...own, 'contextKey'].toSorted()).toEqual([...told].toSorted());
});

it('has every setting of a place', () => {
  const { places } = example('housing-fund.yaml');
  const [place] = Array.isArray(places) ? places : [];
  const section = page.split('\nA place: ')[1] ?? '';
  const told = [
    'jurisdiction',
    'dialect',
    'url',
    'options',
    'inbound',
    'relay',
    'contextKey',
    'identityKeys',
  ];

  for (const setting of told) expect(section).toContain(`\`${setting}\``);
  const whole = { ...Object.fromEntries(told.map((setting) => [setting, undefined])), ...place };
  expect(() =>
    readPartitionedConfig('housing-fund', { ...example('housing-fund.yaml'), places: [whole] }),
  ).not.toThrow();
});

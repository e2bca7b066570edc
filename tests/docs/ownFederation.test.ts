import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { gatewaySettings } from '../../gateway/edge/gatewaySettings.ts';
import { parsePartitions } from '../../gateway/partition/parsePartitions.ts';
import { composeSupergraph } from '../../schema/composeSupergraph.ts';
import { lintSubgraphs } from '../../schema/lints/lintSubgraphs.ts';
import { subgraphPlaceholderUrl } from '../../schema/subgraphPlaceholderUrl.ts';

const PAGE = new URL('../../docs/own-federation.md', import.meta.url);

/** The files of the page, by name. */
async function filesOf(kind: string): Promise<Readonly<Record<string, string>>> {
  const page = await readFile(PAGE, 'utf8');
  const blocks = page.matchAll(new RegExp(`^\`\`\`${kind}\\n# ([\\w.]+)\\n(.*?)^\`\`\`$`, 'gms'));
  return Object.fromEntries([...blocks].map(([, name = '', text = '']) => [name, text]));
}

it('its subgraphs compose, and keep every rule of partitioning', async () => {
  const files = Object.entries(await filesOf('graphql'));
  const sources = files.map(([file, sdl]) => {
    const name = file.replace('.graphql', '');
    return { name, sdl, url: subgraphPlaceholderUrl(name) };
  });

  expect(sources.map(({ name }) => name)).toEqual(['items', 'permits', 'persons']);
  expect(composeSupergraph(sources).errors).toBeUndefined();
  expect(lintSubgraphs(sources)).toEqual([]);
});

it('its configuration and its partitions are good ones', async () => {
  const files = await filesOf('yaml');

  expect(gatewaySettings.safeParse(parseYaml(files['gateway.yaml'] ?? '')).success).toBe(true);
  const partitions = parsePartitions(files['partitions.yaml'] ?? '', {
    file: 'partitions.yaml',
    services: ['permits'],
  });
  expect(partitions.endpointFor('permits', '440100').prefix).toBe('4401');
});

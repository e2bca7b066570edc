import type { SandboxDirectory } from './readSandbox.ts';

/** The partitions file: subgraph → division prefix → URL, from where each department's server listens. */
export function partitionsOf(
  servers: Readonly<Record<string, string>>,
  { places }: SandboxDirectory,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    Object.entries(servers).map(([subgraph, url]) => [
      subgraph,
      Object.fromEntries(
        places
          .filter(({ department }) => department === subgraph)
          .map(({ jurisdiction }) => prefixOf(jurisdiction))
          .map((prefix) => [prefix, `${url}/${prefix}/graphql`]),
      ),
    ]),
  );
}

const prefixOf = (jurisdiction: string) => jurisdiction.replace(/(00){1,2}$/, '');

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readSubgraph } from './readSubgraph.ts';
import type { SubgraphSource } from './SubgraphSource.ts';
import { subgraphPlaceholderUrl } from './subgraphPlaceholderUrl.ts';
import { unreadable } from './unreadable.ts';

/** Generated into the same folder, therefore no subgraph. */
const SUPERGRAPH_FILE = 'supergraph.graphql';
const WORDS = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';
const SUBGRAPH_FILE = new RegExp(`^(?<name>${WORDS})(?:\\.${WORDS})?\\.graphql$`);

/**
 * Reads every subgraph of a folder, `<name>.graphql` each with its sections, in order of name, with placeholder URLs.
 *
 * @throws {Error} with one line: no such folder, no subgraph in it, one that cannot be read, or a file name that is no subgraph name
 *   (lower-case words joined by `-`).
 */
export async function readSubgraphs(folder: string): Promise<readonly SubgraphSource[]> {
  const entries = await readdir(folder).catch((error: unknown) => {
    throw unreadable(folder, 'a folder of subgraphs', error);
  });
  const files = entries.filter((file) => file.endsWith('.graphql') && file !== SUPERGRAPH_FILE);
  if (files.length === 0) throw new Error(`no subgraph (*.graphql) lies in ${folder}`);

  const names = new Set(files.map((file) => nameOf(folder, file)));
  return Promise.all(
    [...names].sort().map(async (name) => ({
      name,
      sdl: await readSubgraph(folder, name),
      url: subgraphPlaceholderUrl(name),
    })),
  );
}

function nameOf(folder: string, file: string): string {
  const name = SUBGRAPH_FILE.exec(file)?.groups?.['name'];
  if (name === undefined)
    throw new Error(`${join(folder, file)} is no subgraph name: lower-case words joined by "-" are`);
  return name;
}

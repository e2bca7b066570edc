import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SubgraphSource } from './SubgraphSource.ts';
import { subgraphPlaceholderUrl } from './subgraphPlaceholderUrl.ts';

/** Generated into the same folder, therefore no subgraph. */
const SUPERGRAPH_FILE = 'supergraph.graphql';
const SUBGRAPH_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Reads every subgraph of a folder, `<name>.graphql` each, in order of name, with placeholder URLs.
 *
 * @throws {Error} with one line: no such folder, no subgraph in it, or a file name that is no subgraph name
 *   (lower-case words joined by `-`).
 */
export async function readSubgraphs(folder: string): Promise<readonly SubgraphSource[]> {
  const files = (await readdir(folder)).filter(
    (file) => file.endsWith('.graphql') && file !== SUPERGRAPH_FILE,
  );
  if (files.length === 0) throw new Error(`no subgraph (*.graphql) lies in ${folder}`);

  return Promise.all(files.sort().map((file) => readSubgraph(folder, file)));
}

async function readSubgraph(folder: string, file: string): Promise<SubgraphSource> {
  const name = basename(file, '.graphql');
  if (!SUBGRAPH_NAME.test(name)) {
    throw new Error(`${join(folder, file)} is no subgraph name: lower-case words joined by "-" are`);
  }
  return { name, sdl: await readFile(join(folder, file), 'utf8'), url: subgraphPlaceholderUrl(name) };
}

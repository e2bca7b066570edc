import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadable } from './unreadable.ts';

/**
 * The SDL of one subgraph of a folder: `<name>.graphql`, and behind it its sections `<name>.<section>.graphql` in order of
 * name, for what is generated into a file of its own.
 */
export async function readSubgraph(folder: string, name: string): Promise<string> {
  const sections = (await readdir(folder)).filter(
    (file) => file.startsWith(`${name}.`) && file !== `${name}.graphql` && file.endsWith('.graphql'),
  );
  const texts = await Promise.all(
    [`${name}.graphql`, ...sections.sort()].map((file) => readSdl(join(folder, file))),
  );
  return texts.join('\n');
}

async function readSdl(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, 'a subgraph', error);
  }
}

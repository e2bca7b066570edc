import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSchemaFolder } from '../../schema/findSchemaFolder.ts';

/** The SDL text of one of our own subgraphs. */
export async function readSdl(subgraph: string): Promise<string> {
  return readFile(join(findSchemaFolder(), `${subgraph}.graphql`), 'utf8');
}

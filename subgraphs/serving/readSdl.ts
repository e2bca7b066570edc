import { findSchemaFolder } from '../../schema/findSchemaFolder.ts';
import { readSubgraph } from '../../schema/readSubgraph.ts';

/** The SDL text of one of our own subgraphs. */
export const readSdl = (subgraph: string): Promise<string> => readSubgraph(findSchemaFolder(), subgraph);

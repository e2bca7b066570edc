// Plans a citizen's page over the product's supergraph, as the first operation of a process.
import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { PORTAL_PAGE } from '../../../tests/e2e/portal-page/portalPageQuery.ts';

const supergraph = new URL('../../../schema/supergraph.graphql', import.meta.url);
const generation = createGeneration(await readFile(supergraph, 'utf8'), 10);
const document = parse(PORTAL_PAGE);
const startedAt = performance.now();
await generation.prepare(document, PORTAL_PAGE, undefined, null);
process.send?.({ ms: String(performance.now() - startedAt) });

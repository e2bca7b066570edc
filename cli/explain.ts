import { join } from 'node:path';
import { Command } from 'commander';
import type { Explanation } from '../gateway/explain/Explanation.ts';
import { findSchemaFolder } from '../schema/findSchemaFolder.ts';
import { adviseOnOperations } from './adviseOnOperations.ts';
import { readTextFile } from './readTextFile.ts';
import { renderExplanation } from './renderExplanation.ts';

interface ExplainOptions {
  readonly operation?: string;
  readonly supergraph?: string;
  readonly partitions?: string;
  readonly json?: true;
}

/** `tongban explain FILE`: the plan of an operation, or why it is refused (then it exits with 1). Nobody is called. */
export function createExplainCommand(): Command {
  return new Command('explain')
    .description(
      'what the gateway would do with an operation: who is asked for what, in which order, or why it is refused',
    )
    .argument('<file>', 'a GraphQL document')
    .option('--operation <name>', 'which of its operations')
    .option('--supergraph <file>', "the supergraph (default: tongban's own)")
    .option(
      '--partitions <file>',
      'says which subgraphs have an endpoint per jurisdiction (default: as types are marked)',
    )
    .option('--json', 'with the texts that subgraphs are sent')
    .action(async (file: string, { operation, partitions, json, ...options }: ExplainOptions) => {
      const supergraph = options.supergraph ?? join(findSchemaFolder(), 'supergraph.graphql');
      const { explainOperation } = await import('../gateway/explain/explainOperation.ts');
      const document = await readTextFile(file);
      const explained = await explainOperation({
        supergraphSdl: await readTextFile(supergraph),
        text: document,
        ...(operation !== undefined && { operationName: operation }),
        ...(partitions !== undefined && {
          partitions: { file: partitions, text: await readTextFile(partitions) },
        }),
      });
      const explanation = inWordsOfCommand(explained, () => adviseOnOperations(document, operation));
      const text = json ? JSON.stringify(explanation, null, 2) : renderExplanation(explanation, file);
      if (explanation.kind === 'refused') process.exitCode = 1;
      const isForReaders = json === true || explanation.kind === 'planned';
      (isForReaders ? process.stdout : process.stderr).write(`${text}\n`);
    });
}

function inWordsOfCommand(explanation: Explanation, advise: () => string): Explanation {
  if (explanation.kind !== 'refused') return explanation;
  const reasons = explanation.reasons.map((reason) =>
    reason.code === 'OPERATION_RESOLUTION_FAILURE' ? { ...reason, message: advise() } : reason,
  );
  return { ...explanation, reasons };
}

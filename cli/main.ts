#!/usr/bin/env node
import { Command } from 'commander';
import { TongbanError } from '../domain/TongbanError.ts';
import { createAuditCommand } from './audit.ts';
import { createCasesCommand } from './cases.ts';
import { createCatalogCommand } from './catalog.ts';
import { createComposeCommand } from './compose.ts';
import { createConformCommand } from './conform.ts';
import { createDoctorCommand } from './doctor.ts';
import { createDocumentsCommand } from './documents.ts';
import { createExplainCommand } from './explain.ts';
import { createGatewayCommand } from './gateway.ts';
import { createInboxCommand } from './inbox.ts';
import { createSandboxCommand } from './sandbox.ts';
import { createStartCommand } from './start.ts';
import { createSubgraphCommand } from './subgraph.ts';
import { createTokenCommand } from './token.ts';
import { createWorkerCommand } from './worker.ts';

const program = new Command('tongban')
  .description('通办: one federated GraphQL schema over the provincial systems behind 跨省通办')
  .addCommand(createStartCommand())
  .addCommand(createGatewayCommand())
  .addCommand(createSubgraphCommand())
  .addCommand(createWorkerCommand())
  .addCommand(createSandboxCommand())
  .addCommand(createInboxCommand())
  .addCommand(createCatalogCommand())
  .addCommand(createCasesCommand())
  .addCommand(createAuditCommand())
  .addCommand(createDoctorCommand())
  .addCommand(createConformCommand())
  .addCommand(createComposeCommand())
  .addCommand(createDocumentsCommand())
  .addCommand(createExplainCommand())
  .addCommand(createTokenCommand());

// A reader that has seen enough (`tongban compose | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  // Our own messages are written to be read whole: a document may have several faults, one a line.
  const reason = error instanceof TongbanError ? message : message.split('\n', 1)[0];
  process.stderr.write(`tongban: ${reason}\n`);
  process.exitCode = 1;
}

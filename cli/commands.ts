import type { Command } from 'commander';

/** How each command is loaded, in the order of the help: one that is not meant costs no memory. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['start', async () => (await import('./start.ts')).createStartCommand()],
  ['gateway', async () => (await import('./gateway.ts')).createGatewayCommand()],
  ['subgraph', async () => (await import('./subgraph.ts')).createSubgraphCommand()],
  ['worker', async () => (await import('./worker.ts')).createWorkerCommand()],
  ['sandbox', async () => (await import('./sandbox.ts')).createSandboxCommand()],
  ['inbox', async () => (await import('./inbox.ts')).createInboxCommand()],
  ['catalog', async () => (await import('./catalog.ts')).createCatalogCommand()],
  ['cases', async () => (await import('./cases.ts')).createCasesCommand()],
  ['audit', async () => (await import('./audit.ts')).createAuditCommand()],
  ['doctor', async () => (await import('./doctor.ts')).createDoctorCommand()],
  ['conform', async () => (await import('./conform.ts')).createConformCommand()],
  ['compose', async () => (await import('./compose.ts')).createComposeCommand()],
  ['documents', async () => (await import('./documents.ts')).createDocumentsCommand()],
  ['explain', async () => (await import('./explain.ts')).createExplainCommand()],
  ['token', async () => (await import('./token.ts')).createTokenCommand()],
]);

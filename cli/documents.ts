import { Command } from 'commander';
import { createDocumentsCheckCommand } from './documents/check.ts';
import { createDocumentsMakeCommand } from './documents/make.ts';

/** `tongban documents …`: what operations portals may send. */
export function createDocumentsCommand(): Command {
  return new Command('documents')
    .description('look after approved operations (可信查询清单)')
    .addCommand(createDocumentsMakeCommand())
    .addCommand(createDocumentsCheckCommand());
}

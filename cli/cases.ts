import { Command } from 'commander';
import { createCasesEraseCommand } from './cases/erase.ts';
import { createCasesMigrateCommand } from './cases/migrate.ts';

/** `tongban cases …`: what an operator does about cases. */
export function createCasesCommand(): Command {
  return new Command('cases')
    .description('look after cases (办件)')
    .addCommand(createCasesMigrateCommand())
    .addCommand(createCasesEraseCommand());
}

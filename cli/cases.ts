import { Command } from 'commander';
import { createCasesMigrateCommand } from './cases/migrate.ts';

/** `tongban cases …`: what an operator does about cases. */
export function createCasesCommand(): Command {
  return new Command('cases')
    .description('look after running cases (办件)')
    .addCommand(createCasesMigrateCommand());
}

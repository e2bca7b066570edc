import { Command } from 'commander';
import { createAuditVerifyCommand } from './audit/verify.ts';

/** `tongban audit …`: what is on record, and whether it is as it was written. */
export function createAuditCommand(): Command {
  return new Command('audit')
    .description('look after what is on record (存证)')
    .addCommand(createAuditVerifyCommand());
}

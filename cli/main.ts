#!/usr/bin/env node
import { Command } from 'commander';
import { TongbanError } from '../domain/TongbanError.ts';
import about from '../package.json' with { type: 'json' };
import { COMMANDS } from './commands.ts';
import { keepObjectsYoung } from './keepObjectsYoung.ts';
import { letHeapGrow } from './letHeapGrow.ts';

keepObjectsYoung();
letHeapGrow();

const program = new Command('tongban')
  .description('通办: one federated GraphQL schema over the provincial systems behind 跨省通办')
  .version(about.version, '--version', 'print the version');
const [, , meant = ''] = process.argv;
const known = COMMANDS.get(meant);
for (const load of known ? [known] : COMMANDS.values()) program.addCommand(await load());

// A reader that has seen enough (`tongban compose | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`tongban: the output cannot be written (${error.code})\n`);
  process.exit(1);
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

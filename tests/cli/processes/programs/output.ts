import { RoleOutput } from '../../../../cli/processes/RoleOutput.ts';

/** Passes on what comes in as if a role had written it; says on stderr when it could not be written. */
const output = new RoleOutput(process.stdout);
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.stderr.write(`${code}\n`));
await output.attach('people', process.stdin);

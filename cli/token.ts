import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { TongbanError } from '../domain/TongbanError.ts';
import { issueDevelopmentToken } from './start/issueDevelopmentToken.ts';
import { readDevelopmentSecrets } from './start/readDevelopmentSecrets.ts';

interface TokenFlags {
  readonly scope: string[];
  readonly portal: string;
  readonly hours: number;
  readonly data: string;
}

/** `tongban token SUBJECT`: a development token on stdout; only the gateway on the same data folder accepts it. */
export function createTokenCommand(): Command {
  return new Command('token')
    .description('print a development token (development keys only)')
    .argument(
      '<subject>',
      'whom the token is for: demo-citizen, demo-all-provinces, demo-seven-dialects, demo-clerk, or any other',
    )
    .option('--scope <scope...>', 'scopes, for example clerk', [])
    .option('--portal <name>', 'the portal it is issued to', 'playground')
    .option('--hours <n>', 'how long it holds', parseHours, 12)
    .option('--data <dir>', 'the data folder of `tongban start`', '.tongban')
    .action(async (subject: string, flags: TokenFlags) => {
      const secrets = await readDevelopmentSecrets(resolve(flags.data));
      if (secrets === null) {
        throw new TongbanError(
          'BAD_USER_INPUT',
          `nothing was started on ${flags.data}; run tongban start, or give --data`,
        );
      }
      const token = await issueDevelopmentToken(secrets.signingKey, {
        subject,
        scopes: flags.scope,
        portal: flags.portal,
        lifetimeSeconds: Math.round(flags.hours * 3_600),
      });
      process.stdout.write(`${token}\n`);
    });
}

function parseHours(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= 24 * 30)) throw new InvalidArgumentError('must be more than 0 and at most 720');
  return hours;
}

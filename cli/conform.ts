import { Command, InvalidArgumentError } from 'commander';
import type { ConformOptions } from './conform/runConform.ts';
import { readDivision } from './readDivision.ts';

/** `tongban conform URL`: the contract suite against a live endpoint; exit code 1 when a check failed. */
export function createConformCommand(): Command {
  return new Command('conform')
    .description('hold a live endpoint of a partitioned subgraph to all that the gateway relies on')
    .argument('<url>', 'as in the partitions file: http://10.0.0.5:4101/4307/graphql', readUrl)
    .option('--jurisdiction <code>', 'whose records it serves (default: as the URL says)', readDivision)
    .option(
      '--config <file>',
      "the server's configuration, for its keys (default: the running tongban start)",
    )
    .option('--data <dir>', 'the data folder of `tongban start`, where no --config is given', '.tongban')
    .option(
      '--person <file>',
      'a test person of the place: number and name, in a file that only you can read',
    )
    .option('--report <file>', 'write the report as JSON too')
    .option('--json', 'the report as JSON on stdout', false)
    .action(async (url: string, options: ConformOptions) => {
      // Loaded when asked for, like all that other commands do not need.
      const { runConform } = await import('./conform/runConform.ts');
      const { text, failed } = await runConform(url, options);
      process.stdout.write(text);
      process.exitCode = failed === 0 ? 0 : 1;
    });
}

function readUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('must be an http or https URL');
}

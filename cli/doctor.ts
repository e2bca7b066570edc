import { Command, Option } from 'commander';
import type { DoctorOptions } from './doctor/runDoctor.ts';
import { readDivision } from './readDivision.ts';

/** `tongban doctor --division CODE`: looks at the systems of a place from here; exit code 1 when a check failed. */
export function createDoctorCommand(): Command {
  return new Command('doctor')
    .description(
      "look at a place's systems: network, certificate, clock, sign-in, charset, a sample query, what they send",
    )
    .requiredOption(
      '--division <code>',
      'the place, for example 4307; the system with the longest prefix is meant',
      readDivision,
    )
    .addOption(
      new Option(
        '--department <name>',
        'only this department; with --config: whose those files are that could be of several',
      ).choices(['public-security', 'social-insurance', 'housing-fund']),
    )
    .option(
      '--config <file...>',
      "the servers' configurations, YAML or JSON (default: the running tongban start)",
    )
    .option('--data <dir>', 'the data folder of `tongban start`, where no --config is given', '.tongban')
    .option('--json', 'one JSON object, for scripts', false)
    .action(async (options: DoctorOptions) => {
      // Loaded when asked for: all dialects come with it.
      const { runDoctor } = await import('./doctor/runDoctor.ts');
      const { text, failed } = await runDoctor(options);
      process.stdout.write(text);
      process.exitCode = failed === 0 ? 0 : 1;
    });
}

import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { findSchemaFolder } from '../schema/findSchemaFolder.ts';
import type { LintFinding } from '../schema/lints/LintFinding.ts';
import { readSubgraphs } from '../schema/readSubgraphs.ts';
import type { SubgraphSource } from '../schema/SubgraphSource.ts';
import { writeFileAtomically } from './writeFileAtomically.ts';

interface ComposeOptions {
  readonly out?: string;
  readonly check?: true;
  readonly subgraphs?: string;
}

/**
 * `tongban compose`: one supergraph out of a folder of subgraphs. It exits with 1 and one line per reason on stderr
 * when they do not compose or break a rule of partitioning, and writes nothing then.
 */
export function createComposeCommand(): Command {
  return new Command('compose')
    .description('compose the subgraphs of a folder to one supergraph, and hold the rules of partitioning')
    .option('--out <file>', 'where the supergraph goes; stdout when not given')
    .option(
      '--check',
      'write nothing; fail when the supergraph file (--out, else the one beside the subgraphs) is stale',
    )
    .option('--subgraphs <dir>', "folder with one <name>.graphql per subgraph (default: tongban's own)")
    .action(async (options: ComposeOptions, command: Command) => {
      const own = findSchemaFolder();
      const folder = options.subgraphs ?? own;
      const whose = resolve(folder) === resolve(own) ? 'ours' : 'others';
      const result = await composeChecked(await readSubgraphs(folder), whose);
      if (typeof result !== 'string') {
        return command.error(result.map((reason) => `tongban compose: ${reason}`).join('\n'));
      }
      if (options.check) {
        const problem = await findStaleness(options.out ?? join(folder, 'supergraph.graphql'), result);
        if (problem !== undefined) command.error(`tongban compose: ${problem}`);
        return;
      }
      if (options.out === undefined) process.stdout.write(result);
      else await writeFileAtomically(options.out, result);
    });
}

/** The supergraph's SDL, or the reasons why there is none, one line each. */
async function composeChecked(
  sources: readonly SubgraphSource[],
  whose: 'ours' | 'others',
): Promise<string | readonly string[]> {
  // Loaded here because it takes half a second that no other command should pay.
  const [{ composeSupergraph }, { lintSubgraphs }] = await Promise.all([
    import('../schema/composeSupergraph.ts'),
    import('../schema/lints/lintSubgraphs.ts'),
  ]);
  const result = composeSupergraph(sources);
  const reasons = [...lintSubgraphs(sources, whose).map(toLine), ...(result.errors ?? []).map(toOneLine)];
  return result.supergraphSdl === undefined || reasons.length > 0 ? reasons : result.supergraphSdl;
}

async function findStaleness(file: string, supergraphSdl: string): Promise<string | undefined> {
  const path = relative(process.cwd(), file);
  const remedy = `run: npx tongban compose --out ${path}`;
  try {
    return (await readFile(file, 'utf8')) === supergraphSdl ? undefined : `${path} is stale; ${remedy}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return `${path} does not exist; ${remedy}`;
    }
    throw error;
  }
}

const toLine = ({ subgraph, coordinate, message, lint }: LintFinding): string =>
  `${subgraph}: ${coordinate}: ${message} [${lint}]`;

/** Composition explains itself over several lines; a reason here is one. */
const toOneLine = (message: string): string => message.replace(/\s*\n\s*/g, ' ').trim();

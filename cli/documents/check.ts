import { Command } from 'commander';
import { readManifest } from '../../gateway/edge/documents/readManifest.ts';
import { readTextFile } from '../readTextFile.ts';

/**
 * `tongban documents check`: whether a supergraph answers all approved operations. It exits with 1 and one line per reason
 * on stderr where it does not.
 */
export function createDocumentsCheckCommand(): Command {
  return new Command('check')
    .description('say which operations of manifests a supergraph cannot answer, before it is put to use')
    .argument('<manifests...>', "Apollo's format, or a JSON object of texts by id")
    .requiredOption('--supergraph <file>', 'the supergraph that is to be put to use')
    .action(
      async (
        manifests: readonly string[],
        { supergraph }: { readonly supergraph: string },
        command: Command,
      ) => {
        // Loaded here because it takes half a second that no other command should pay.
        const { findMisfits } = await import('../../gateway/edge/documents/findMisfits.ts');
        const sdl = await readTextFile(supergraph);
        let checked = 0;
        const lines: string[] = [];
        for (const file of manifests) {
          const documents = readManifest(await readTextFile(file), file);
          checked += documents.length;
          for (const { id, reasons } of findMisfits(documents, sdl))
            lines.push(...reasons.map((reason) => `tongban documents: ${file}: ${id}: ${reason}`));
        }
        if (lines.length > 0) command.error(lines.join('\n'));
        process.stdout.write(`${checked} operations are answered by ${supergraph}\n`);
      },
    );
}

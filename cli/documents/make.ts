import { Command } from 'commander';
import { makeManifest } from '../../gateway/edge/documents/makeManifest.ts';
import { readTextFile } from '../readTextFile.ts';
import { writeFileAtomically } from '../writeFileAtomically.ts';

/** `tongban documents make`: a manifest out of files of operations. */
export function createDocumentsMakeCommand(): Command {
  return new Command('make')
    .description('write a manifest of the operations in these files, each file one document')
    .argument('<files...>', 'files of GraphQL: operations with their fragments')
    .option('--out <file>', 'where the manifest goes; stdout when not given')
    .action(async (files: readonly string[], { out }: { readonly out?: string }) => {
      const texts = await Promise.all(files.map(async (file) => [file, await readTextFile(file)] as const));
      const manifest = makeManifest(new Map(texts));
      if (out === undefined) process.stdout.write(manifest);
      else await writeFileAtomically(out, manifest);
    });
}

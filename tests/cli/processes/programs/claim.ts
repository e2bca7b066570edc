import { claimFolder } from '../../../../cli/embedded-postgres/claimFolder.ts';

/** Claims a folder, says how it went, and lives on until it is ended. */
const { folder } = JSON.parse(process.argv[2] ?? '') as { folder: string };
await claimFolder(folder).then(
  () => console.log('got it'),
  (error: Error) => console.log(`refused: ${error.message}`),
);
process.stdin.resume();
setInterval(() => undefined, 60_000);

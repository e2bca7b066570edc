import { join } from 'node:path';

/** Arguments that run one of the programs of the measurement. */
export const programArgs = (name: string, ...args: string[]): readonly string[] => [
  '--import',
  'tsx',
  join(import.meta.dirname, `programs/${name}Program.ts`),
  ...args,
];

import { DIALECTS, type Dialect } from './dialects.ts';

/** Id of a system in the sandbox. */
export const idOf = (dialect: Dialect, jurisdiction: string): string =>
  `${DIALECTS[dialect].department}/${jurisdiction}`;

import { existsSync } from 'node:fs';

/** What a planning thread runs; there is none where the gateway itself runs from its sources, which a thread could not load. */
export function findPlanningProgram(): URL | undefined {
  const program = new URL('./planningProgram.js', import.meta.url);
  return existsSync(program) ? program : undefined;
}

import { z } from 'zod';
import type { Stack } from '../tests/support/Stack.ts';
import { listSystems } from './listSystems.ts';

const callRows = z.array(
  z.object({ system: z.string(), calls: z.number(), persons: z.number(), duplicates: z.number() }),
);

/** What the systems of one dialect were asked. */
export interface DialectCalls {
  readonly dialect: string;
  readonly calls: number;
  /** Questions about a person; one call may hold many. */
  readonly questions: number;
  /** Questions that had been asked before. */
  readonly duplicates: number;
}

/** Counts the calls that reach provincial systems during some work, by dialect. */
export async function countCalls(
  { sandbox }: Pick<Stack, 'sandbox'>,
  work: () => Promise<void>,
): Promise<readonly DialectCalls[]> {
  await fetch(`${sandbox}/calls/reset`, { method: 'POST' });
  await work();
  const calls = callRows.parse(await (await fetch(`${sandbox}/calls`)).json());
  const systems = await listSystems(sandbox);
  const dialectOf = new Map(systems.map(({ id, dialect }) => [id, dialect]));
  const dialects = [...new Set(systems.map(({ dialect }) => dialect))];
  return dialects.map((dialect) => {
    const rows = calls.filter(({ system }) => dialectOf.get(system) === dialect);
    return {
      dialect,
      calls: sum(rows.map((row) => row.calls)),
      questions: sum(rows.map((row) => row.persons)),
      duplicates: sum(rows.map((row) => row.duplicates)),
    };
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

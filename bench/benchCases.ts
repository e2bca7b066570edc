import type { CasesMeasurement } from './CasesMeasurement.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { readProcessCosts } from './readProcessCosts.ts';
import { submitCases } from './submitCases.ts';
import { waitUntilClosed } from './waitUntilClosed.ts';
import { withCasesProcesses } from './withCasesProcesses.ts';

/**
 * Whole cases of a three-step joint procedure over real HTTP, with the server of cases, its workers and PostgreSQL as
 * processes of their own; people, catalogue and places answer at once.
 */
export function benchCases(workers: number, cases: number): Promise<CasesMeasurement> {
  return withCasesProcesses(workers, async ({ url, master, pool, instant }) => {
    const target = { url, master };
    // Connections and compiled code.
    await submitCases(target, 40);
    await waitUntilClosed(pool, 40);

    const before = readProcessCosts(process.pid);
    const stepsBefore = instant.steps();
    const startedAt = performance.now();
    const submitMs = await submitCases(target, cases);
    const granted = await waitUntilClosed(pool, cases + 40);
    const wallMs = performance.now() - startedAt;
    const after = readProcessCosts(process.pid);
    const missing = cases + 40 - granted;
    const repeated = Math.abs(instant.steps() - stepsBefore - cases * JOINT_PROCEDURE.steps.length);
    return { workers, cases, wallMs, submitMs, cpuMs: difference(before, after), wrong: missing + repeated };
  });
}

function difference(
  before: ReturnType<typeof readProcessCosts>,
  after: ReturnType<typeof readProcessCosts>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...after].map(([name, { cpuMs }]) => [name, Math.round(cpuMs - (before.get(name)?.cpuMs ?? 0))]),
  );
}

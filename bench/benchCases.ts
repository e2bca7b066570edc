import type { CasesMeasurement } from './CasesMeasurement.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { readProcessCosts } from './readProcessCosts.ts';
import { submitCases } from './submitCases.ts';
import { waitUntilClosed } from './waitUntilClosed.ts';
import { withCasesProcesses } from './withCasesProcesses.ts';

const WARM_UP = 40;

/**
 * Whole cases of a three-step joint procedure over real HTTP, with the server of cases, its workers and PostgreSQL as
 * processes of their own; people, catalogue and places answer at once.
 */
export function benchCases(workers: number, cases: number): Promise<CasesMeasurement> {
  return withCasesProcesses(
    workers,
    async ({ url, master, pool, instant, ...processes }) => {
      const target = { url, master };
      // Connections and compiled code.
      await submitCases(target, WARM_UP);
      // Handed in while nobody does their steps: what submitting alone costs.
      const handedIn = Math.ceil(cases / 4);
      const beforeSubmitting = readProcessCosts(process.pid);
      await submitCases(target, handedIn);
      const submitting = difference(beforeSubmitting, readProcessCosts(process.pid));
      await Promise.all(processes.workers.map((worker) => worker.start()));
      const earlier = WARM_UP + handedIn;
      await waitUntilClosed(pool, earlier);

      const before = readProcessCosts(process.pid);
      const stepsBefore = instant.steps();
      const startedAt = performance.now();
      const submitMs = await submitCases(target, cases);
      const granted = await waitUntilClosed(pool, cases + earlier);
      const wallMs = performance.now() - startedAt;
      const after = readProcessCosts(process.pid);
      const missing = cases + earlier - granted;
      const repeated = Math.abs(instant.steps() - stepsBefore - cases * JOINT_PROCEDURE.steps.length);
      return {
        ...{ workers, cases, wallMs, submitMs },
        cpuMs: perCase(difference(before, after), cases),
        submittingCpuMs: perCase(submitting, handedIn),
        wrong: missing + repeated,
      };
    },
    { areWorkersLate: true },
  );
}

function difference(
  before: ReturnType<typeof readProcessCosts>,
  after: ReturnType<typeof readProcessCosts>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...after].map(([name, { cpuMs }]) => [name, cpuMs - (before.get(name)?.cpuMs ?? 0)]),
  );
}

/** Of the product: what `start` uses is this program, which stands for everybody else. */
const perCase = (cpuMs: Readonly<Record<string, number>>, cases: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(cpuMs).map(([name, ms]) => [name === 'start' ? 'bench itself' : name, ms / cases]),
  );

import type { Check, Verdict } from './Check.ts';
import type { ConformSession } from './ConformSession.ts';
import { Nonconformity } from './Nonconformity.ts';

export interface CheckResult extends Verdict {
  readonly id: string;
  readonly title: string;
  readonly ms: number;
}

/** Runs checks one after the other, so that none disturbs another's timing. */
export async function runChecks(
  checks: readonly Check[],
  session: ConformSession,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const startedAt = performance.now();
    const verdict = await judge(check, session);
    const ms = Math.round(performance.now() - startedAt);
    results.push({ id: check.id, title: check.title, ...verdict, ms });
  }
  return results;
}

async function judge({ run, next }: Check, session: ConformSession): Promise<Verdict> {
  try {
    const seen = await run(session);
    return typeof seen === 'string'
      ? { outcome: 'PASSED', detail: seen }
      : { outcome: 'NOTED', detail: seen.noted };
  } catch (error) {
    if (error instanceof Nonconformity) {
      return { outcome: 'FAILED', detail: error.message, next: error.next ?? next };
    }
    throw error;
  }
}

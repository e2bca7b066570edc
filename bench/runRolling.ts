import { setTimeout as pause } from 'node:timers/promises';
import type { BenchResult } from './Bench.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { loadGateways } from './loadGateways.ts';
import { startGateways } from './startGateways.ts';
import { waitUntilClosed } from './waitUntilClosed.ts';
import { withCasesProcesses } from './withCasesProcesses.ts';

/** Under load before the first restart, and after the last. */
const CALM_MS = 1_000;

/**
 * Restarts two workers and two gateways under load, one after the other, as often as there are rounds: no read fails and no
 * write is lost.
 */
export function runRolling(rounds: number): Promise<BenchResult> {
  return withCasesProcesses(2, async (processes) => {
    const { pool, instant } = processes;
    const gateways = await startGateways(processes);
    const roles = gateways.gateways.flatMap(({ role }, index) => [processes.workers[index], role]);
    const ending = new AbortController();
    const loaded = loadGateways(gateways, ending.signal);
    await pause(CALM_MS);
    for (let round = 0; round < rounds; round += 1) for (const role of roles) await role?.restart();
    await pause(CALM_MS);
    ending.abort();
    const { ids, ...seen } = await loaded;
    await Promise.all(gateways.gateways.map(({ role }) => role.stop()));

    const granted = await waitUntilClosed(pool, ids.length);
    const { rows } = await pool.query(
      `select count(*)::integer as cases, count(*) filter (where case_id = any ($1::uuid[]))::integer as found
       from cases.cases`,
      [ids],
    );
    const { cases, found } = rows[0];
    const figures = {
      restarts: rounds * roles.length,
      acknowledged: ids.length,
      ...seen,
      lostWrites: ids.length - found,
      cases,
      granted,
      effects: instant.effects(),
      stepsSentAgain: instant.steps() - instant.effects(),
    };
    const isWhole =
      ids.length > 0 &&
      seen.failedReads + seen.failedWrites + figures.lostWrites === 0 &&
      cases === ids.length &&
      granted === ids.length &&
      figures.effects === ids.length * JOINT_PROCEDURE.steps.length;
    return {
      summary: figures,
      text: Object.entries(figures)
        .map(([name, figure]) => `${name.padEnd(14)} ${figure}`)
        .join('\n'),
      problem: isWhole ? null : 'reads failed, writes were lost, or something was done twice',
    };
  });
}

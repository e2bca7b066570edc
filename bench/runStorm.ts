import { deriveContextKey } from '../subgraphs/serving/deriveContextKey.ts';
import type { BenchResult } from './Bench.ts';
import { JOINT_PROCEDURE } from './jointProcedure.ts';
import { moveInput } from './moveInput.ts';
import { stormCases } from './stormCases.ts';
import { waitUntilClosed } from './waitUntilClosed.ts';
import { withCasesProcesses } from './withCasesProcesses.ts';

const SUBMITS_PER_ROUND = 100;
const WORKERS = 2;

/** Submits that are sent twice, or whose connections are cut: as many cases as submits, each done once. */
export function runStorm(rounds: number): Promise<BenchResult> {
  const count = rounds * SUBMITS_PER_ROUND;
  return withCasesProcesses(WORKERS, async ({ url, master, pool, instant }) => {
    const startedAt = performance.now();
    const { ids, ...sent } = await stormCases({
      url,
      contextKey: deriveContextKey(new Uint8Array(Buffer.from(master, 'base64')), 'cases'),
      caller: { issuer: 'bench', subject: 'bench', portal: 'bench', scopes: [], purpose: 'self' },
      count,
      inputOf: moveInput,
    });
    const handedInMs = performance.now() - startedAt;
    const granted = await waitUntilClosed(pool, count);
    const { rows } = await pool.query(
      `select count(*)::integer as cases, count(*) filter (where case_id = any ($1::uuid[]))::integer as acknowledged
       from cases.cases`,
      [ids],
    );
    const { cases, acknowledged } = rows[0];
    const figures = {
      submits: count,
      ...sent,
      cases,
      acknowledged,
      granted,
      effects: instant.effects(),
      stepsSentAgain: instant.steps() - instant.effects(),
      handedInSeconds: Math.round(handedInMs / 1_000),
      seconds: Math.round((performance.now() - startedAt) / 1_000),
    };
    const steps = count * JOINT_PROCEDURE.steps.length;
    const isExact =
      sent.contradicted === 0 &&
      figures.effects === steps &&
      [cases, acknowledged, granted, new Set(ids).size].every((number) => number === count);
    return {
      summary: figures,
      text: Object.entries(figures)
        .map(([name, figure]) => `${name.padEnd(16)} ${figure}`)
        .join('\n'),
      problem: isExact ? null : `not exactly ${count} cases of ${JOINT_PROCEDURE.steps.length} steps each`,
    };
  });
}

import type { ConformReport } from './ConformReport.ts';
import type { CheckResult } from './runChecks.ts';

const SIGNS = { PASSED: '✓', FAILED: '✗', NOTED: '–' } as const satisfies Record<
  CheckResult['outcome'],
  string
>;

/** The report as an operator reads it. */
export function renderReport({ endpoint, jurisdiction, contract, failed, checks }: ConformReport): string {
  const lines = checks.flatMap(({ id, title, outcome, detail, next, ms }) => [
    `  ${SIGNS[outcome]} ${id.padEnd(30)} ${detail} (${ms} ms)`,
    ...(outcome === 'FAILED' ? [`      wanted: ${title}`, `      → ${next}`] : []),
  ]);
  const count = (outcome: CheckResult['outcome']) =>
    checks.filter((check) => check.outcome === outcome).length;
  return [
    `${contract.subgraph} · ${jurisdiction} · ${endpoint}`,
    ...lines,
    '',
    `${count('PASSED')} passed, ${failed} failed, ${count('NOTED')} noted`,
    '',
  ].join('\n');
}

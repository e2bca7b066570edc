import { renderTable } from '../renderTable.ts';
import type { LoadReport } from './LoadReport.ts';
import type { AddedLatency } from './measureAddedLatency.ts';

const ms = (value: number) => Number(value.toFixed(1));

/** The report for people. @param slowMs - what places take where throughput is measured. */
export function renderLoad(
  { added, connections, mixed, throughput, growth, minutes }: LoadReport,
  slowMs: number,
): string {
  const of = (part: keyof AddedLatency['gateway']) => (row: AddedLatency) =>
    row.gateway[part] - row.directly[part];
  return [
    'A gateway with tokens verified and calls signed. Q1: one call to a subgraph; Q2: a person, then three places',
    '',
    renderTable(
      added.map((row) => ({
        '200 a second, ms': row.name,
        'directly, median': ms(row.directly.median),
        '99 %': ms(row.directly.p99),
        'gateway, median': ms(row.gateway.median),
        '99 % ': ms(row.gateway.p99),
        'added, median': ms(of('median')(row)),
        '99 %  ': ms(of('p99')(row)),
      })),
    ),
    '',
    renderTable(
      connections.map((row) => ({
        'Q2 a second': row.perSecond,
        connections: row.connections,
        'median ms': ms(row.median),
        '99 % ms': ms(row.p99),
        failed: row.failed,
      })),
    ),
    '',
    `${minutes} min of 222 reads a second (twelve Q1, seven Q2, a page of 50 persons): ${mixed.requests} requests, ${mixed.failed} failed, median ${ms(mixed.median)} ms, 99 % ${ms(mixed.p99)} ms, ${mixed.cpuPercent.toFixed(0)} % of a core, ${growth.toFixed(1)} % more memory after the first sixth (${(mixed.memoryMib.at(-1) ?? 0).toFixed(0)} MiB)`,
    '',
    renderTable(
      throughput.map((row) => ({
        [`places take ${slowMs} ms, 64 open, answers a second`]: row.name,
        directly: Math.round(row.directly),
        gateway: Math.round(row.gateway),
        share: Number(row.share.toFixed(2)),
      })),
    ),
  ].join('\n');
}

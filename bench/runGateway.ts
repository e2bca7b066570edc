import { cpus } from 'node:os';
import type { BenchResult } from './Bench.ts';
import { type GatewayCosts, measureGateways } from './gateway/measureGateways.ts';
import { renderTable } from './renderTable.ts';

/** CPU time of a gateway per request, beside its peers in the same run. */
export async function runGateway(rounds: number): Promise<BenchResult> {
  const { costs, missing, bytes } = await measureGateways(rounds);
  const row = ({ name, cpuMs, calls, memoryMib }: GatewayCosts) => ({
    'CPU ms per request': name,
    'Q1 ': Number(cpuMs.Q1.toFixed(3)),
    'Q2 ': Number(cpuMs.Q2.toFixed(3)),
    'Q3 ': Number(cpuMs.Q3.toFixed(2)),
    'calls of Q1, Q2, Q3': `${calls.Q1}, ${calls.Q2}, ${calls.Q3}`,
    'MiB ready': memoryMib.ready,
    'MiB after': memoryMib.worked,
  });
  const stock = costs.find(({ name }) => name === 'stock');
  const ratios = costs.map(({ name, cpuMs }) => ({
    'times less than stock': name,
    'Q1 ': ratio(stock?.cpuMs.Q1, cpuMs.Q1),
    'Q2 ': ratio(stock?.cpuMs.Q2, cpuMs.Q2),
    'Q3 ': ratio(stock?.cpuMs.Q3, cpuMs.Q3),
  }));
  const text = [
    `${cpus()[0]?.model ?? 'unknown processor'}; answers of ${bytes.Q1}, ${bytes.Q2} and ${bytes.Q3} bytes, equal among all`,
    ...missing.map((reason) => `!!! ${reason}`),
    '',
    renderTable(costs.map(row)),
    '',
    renderTable(ratios),
  ].join('\n');
  return { summary: { costs, missing, bytes }, text, problem: null };
}

const ratio = (stock = 0, own: number): number => Number((stock / own).toFixed(1));

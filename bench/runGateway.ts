import { cpus } from 'node:os';
import type { BenchResult } from './Bench.ts';
import { measureColdPlans } from './gateway/measureColdPlans.ts';
import { type GatewayCosts, measureGateways } from './gateway/measureGateways.ts';
import { measureProduct } from './gateway/measureProduct.ts';
import { quantile } from './quantile.ts';
import { renderTable } from './renderTable.ts';

const PRODUCT_ROUNDS = 20;

/** CPU time of a gateway per request, beside its peers in the same run. */
export async function runGateway(rounds: number): Promise<BenchResult> {
  const { costs, missing, bytes } = await measureGateways(rounds);
  const coldPlanMs = await measureColdPlans();
  const product = await measureProduct(PRODUCT_ROUNDS);
  const roles = [...new Set(product.flatMap(({ cpuMs }) => Object.keys(cpuMs)))];
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
    'stock: @apollo/gateway; bare: a proxy by hand; splice: one that believes every byte, the floor of node:http with undici',
    '',
    `first plan of a citizen's page in a new process: ${quantile(coldPlanMs, 0.5).toFixed(1)} ms`,
    '',
    renderTable(
      roles.map((role) => ({
        'CPU ms per operation of the product': role,
        ...Object.fromEntries(
          product.map(({ name, cpuMs }) => [name, Number((cpuMs[role] ?? 0).toFixed(1))]),
        ),
      })),
    ),
  ].join('\n');
  return { summary: { costs, missing, bytes, coldPlanMs, product }, text, problem: null };
}

const ratio = (stock = 0, own: number): number => Number((stock / own).toFixed(1));

import type { Demand } from './Demand.ts';

/** As SDL. */
export function writeDemand(demand: Demand): string {
  if (demand.kind === 'authenticated') return '@authenticated';
  const name = demand.kind === 'policy' ? 'policies' : 'scopes';
  return `@${demand.kind}(${name}: ${JSON.stringify(demand.anyOf)})`;
}

import type { Demand } from './Demand.ts';

/** The same as all of these, with no directive twice. */
export function combineDemands(demands: readonly Demand[]): readonly Demand[] {
  const combined: Demand[] = demands.some(({ kind }) => kind === 'authenticated')
    ? [{ kind: 'authenticated' }]
    : [];
  for (const kind of ['requiresScopes', 'policy'] as const) {
    const all = demands.flatMap((demand) => (demand.kind === kind ? [demand.anyOf] : []));
    const [first, ...others] = all;
    if (first === undefined) continue;
    const anyOf = others.reduce(
      (one, other) => one.flatMap((group) => other.map((more) => [...new Set([...group, ...more])].sort())),
      first,
    );
    const distinct = new Map(anyOf.map((group) => [group.join(), group]));
    combined.push({ kind, anyOf: [...distinct.values()] });
  }
  return combined;
}

import type { Caller } from './Caller.ts';
import type { Demand } from './Demand.ts';

/** Whether a caller has what is demanded. */
export function isMet(demand: Demand, { isSignedIn, scopes, policies }: Caller): boolean {
  if (demand.kind === 'authenticated') return isSignedIn;
  const had = demand.kind === 'policy' ? policies : scopes;
  return demand.anyOf.some((group) => group.every((name) => had.includes(name)));
}

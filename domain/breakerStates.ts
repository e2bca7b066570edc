/** 熔断器: what the circuit breakers of a place's system are, by kind of call. */
export type BreakerStates = ReadonlyMap<string, 'closed' | 'half-open' | 'open'>;

/** The response header by which a partitioned server tells them with every answer. */
export const BREAKER_HEADER = 'tongban-breakers';

const ENTRY = /^([A-Za-z][A-Za-z0-9-]{0,63})=(closed|half-open|open)$/;
/** Far more kinds of calls than any dialect has; what is beyond is not looked at. */
const MOST = 64;

/** As the header says it: `findHukou=open, findVehicles=closed`; empty where there is nothing to tell. */
export function formatBreakerStates(states: BreakerStates): string {
  return [...states].map(([operation, state]) => `${operation}=${state}`).join(', ');
}

/** Reads the header; entries that are none are left out. */
export function parseBreakerStates(header: string): BreakerStates {
  const entries = header.split(',', MOST).map((entry) => ENTRY.exec(entry.trim()));
  return new Map(
    entries.flatMap((match) => {
      const [, operation, state] = match ?? [];
      return operation !== undefined && isState(state) ? [[operation, state] as const] : [];
    }),
  );
}

function isState(text: string | undefined): text is 'closed' | 'half-open' | 'open' {
  return text === 'closed' || text === 'half-open' || text === 'open';
}

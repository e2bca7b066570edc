import type { SystemServer } from '../server/SystemServer.ts';

/** How a system stands, as `GET /systems` tells it. */
export function systemRow(system: SystemServer): unknown {
  const counts = system.calls.read();
  const sum = (field: 'calls' | 'persons' | 'duplicates') =>
    counts.reduce((total, row) => total + row[field], 0);
  return {
    id: system.id,
    url: system.url,
    dialect: system.dialect.name,
    listening: system.listening,
    fault: system.fault,
    counters: { calls: sum('calls'), persons: sum('persons'), duplicates: sum('duplicates') },
  };
}

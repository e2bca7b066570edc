import type { RunningSystem } from '../server/RunningSystem.ts';
import type { World } from '../world/World.ts';
import type { WorldHolder } from '../world/WorldHolder.ts';
import { AdminRefusal } from './AdminRefusal.ts';
import { createHandlingRoutes } from './createHandlingRoutes.ts';
import { createSystemRoutes } from './createSystemRoutes.ts';
import { systemRow } from './systemRow.ts';

/** A first run tells everything about everybody: all at once would keep whoever asks meanwhile waiting. */
const FIRST_RUNS_APART_MS = 1_000;

type Route = (method: string, path: string, body: Buffer) => unknown;

/**
 * What the admin port understands.
 *
 * @returns a function that gives the JSON answer, or throws {@link AdminRefusal}.
 */
export function createAdminRoutes(systems: readonly RunningSystem[], world: World): Route {
  const routeToSystem = createSystemRoutes(systems);
  const routeToDesk = createHandlingRoutes(systems);

  return (method, path, body) => {
    const governed = routeToSystem(method, path, body) ?? routeToDesk(method, path, body);
    if (governed !== null) return governed;
    switch (`${method} ${path}`) {
      case 'GET /systems':
        return systems.map(systemRow);
      case 'GET /places':
        return systems.map(placeRow);
      case 'GET /persons':
        return world.holders.map(personRow);
      case 'GET /calls':
        return systems.flatMap((system) =>
          system.calls.read().map((calls) => ({ system: system.id, ...calls })),
        );
      case 'POST /calls/reset':
        for (const { calls } of systems) calls.reset();
        return { reset: systems.length };
      case 'POST /runs/begin':
        return beginRuns(systems);
      case 'DELETE /faults':
        return clearFaults(systems);
      default:
        throw new AdminRefusal(404, 'there is no such path, or not with this method');
    }
  };
}

function beginRuns(systems: readonly RunningSystem[]): { readonly begun: number } {
  const exchanging = systems.filter(({ beginRuns }) => beginRuns !== undefined);
  for (const [index, { beginRuns }] of exchanging.entries()) beginRuns?.(index * FIRST_RUNS_APART_MS);
  return { begun: exchanging.length };
}

async function clearFaults(systems: readonly RunningSystem[]): Promise<{ readonly cleared: number }> {
  const faulty = systems.filter((system) => system.fault !== null);
  await Promise.all(faulty.map((system) => system.setFault(null)));
  return { cleared: faulty.length };
}

const placeRow = ({ site, dialect, url }: RunningSystem): unknown => ({
  department: site.department,
  jurisdiction: site.jurisdiction,
  dialect: dialect.name,
  url,
  options: site.options,
});

const personRow = ({ kind, number, name, demo, holdings }: WorldHolder): unknown => ({
  kind: kind === 'person' ? 'NATURAL_PERSON' : 'LEGAL_PERSON',
  number,
  name,
  holdings: {
    publicSecurity: holdings['public-security'],
    socialInsurance: holdings['social-insurance'],
    housingFund: holdings['housing-fund'],
  },
  demo,
});

import { z } from 'zod';
import { fault } from '../faults/Fault.ts';
import type { RunningSystem } from '../server/RunningSystem.ts';
import type { World } from '../world/World.ts';
import type { WorldHolder } from '../world/WorldHolder.ts';
import { AdminRefusal } from './AdminRefusal.ts';

type Route = (method: string, path: string, body: Buffer) => unknown;

const FAULT_PATH = /^\/systems\/([a-z-]+\/\d{6})\/fault$/;
const RUN_PATH = /^\/systems\/([a-z-]+\/\d{6})\/run$/;

/**
 * What the admin port understands.
 *
 * @returns a function that gives the JSON answer, or throws {@link AdminRefusal}.
 */
export function createAdminRoutes(systems: readonly RunningSystem[], world: World): Route {
  const byId = new Map(systems.map((system) => [idOf(system), system]));

  const systemOf = (id = '') => {
    const system = byId.get(id);
    if (system === undefined) throw new AdminRefusal(404, `there is no system ${id}`);
    return system;
  };
  const run = async (system: RunningSystem) => {
    if (system.run === undefined)
      throw new AdminRefusal(400, `${system.dialect.name} answers calls, it makes no runs`);
    await system.run();
    return systemRow(system);
  };
  const setFault = async (id: string | undefined, body: Buffer | null) => {
    const system = systemOf(id);
    try {
      await system.setFault(body === null ? null : readFault(body));
    } catch (failure) {
      throw failure instanceof RangeError ? new AdminRefusal(400, failure.message) : failure;
    }
    return systemRow(system);
  };

  return (method, path, body) => {
    const faulty = FAULT_PATH.exec(path);
    if (faulty !== null && method === 'PUT') return setFault(faulty[1], body);
    if (faulty !== null && method === 'DELETE') return setFault(faulty[1], null);
    const woken = RUN_PATH.exec(path);
    if (woken !== null && method === 'POST') return run(systemOf(woken[1]));
    switch (`${method} ${path}`) {
      case 'GET /systems':
        return systems.map(systemRow);
      case 'GET /places':
        return systems.map(placeRow);
      case 'GET /persons':
        return world.holders.map(personRow);
      case 'GET /calls':
        return systems.flatMap((system) =>
          system.calls.read().map((calls) => ({ system: idOf(system), ...calls })),
        );
      case 'POST /calls/reset':
        for (const { calls } of systems) calls.reset();
        return { reset: systems.length };
      case 'DELETE /faults':
        return clearFaults(systems);
      default:
        throw new AdminRefusal(404, 'there is no such path, or not with this method');
    }
  };
}

async function clearFaults(systems: readonly RunningSystem[]): Promise<{ readonly cleared: number }> {
  const faulty = systems.filter((system) => system.fault !== null);
  await Promise.all(faulty.map((system) => system.setFault(null)));
  return { cleared: faulty.length };
}

/** @throws {RangeError} naming what is wrong with it. */
function readFault(body: Buffer): z.infer<typeof fault> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new RangeError('the body is not JSON');
  }
  const read = fault.safeParse(value);
  if (!read.success) throw new RangeError(z.prettifyError(read.error).replaceAll('\n', ' '));
  return read.data;
}

const idOf = ({ site }: RunningSystem): string => `${site.department}/${site.jurisdiction}`;

function systemRow(system: RunningSystem): unknown {
  const counts = system.calls.read();
  const sum = (field: 'calls' | 'persons' | 'duplicates') =>
    counts.reduce((total, row) => total + row[field], 0);
  return {
    id: idOf(system),
    url: system.url,
    dialect: system.dialect.name,
    listening: system.listening,
    fault: system.fault,
    counters: { calls: sum('calls'), persons: sum('persons'), duplicates: sum('duplicates') },
  };
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

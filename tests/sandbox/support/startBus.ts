import { randomBytes } from 'node:crypto';
import { AdminServer } from '../../../sandbox/admin/AdminServer.ts';
import { deriveBytes } from '../../../sandbox/deriveBytes.ts';
import { collaborationBus } from '../../../sandbox/dialects/collaboration-bus/collaborationBus.ts';
import type { SiteOptions } from '../../../sandbox/SiteSeed.ts';
import { SystemServer } from '../../../sandbox/server/SystemServer.ts';
import type { World } from '../../../sandbox/world/World.ts';

/** A running collaboration bus of one place, and the port that governs it. */
export interface RunningBus {
  readonly url: string;
  readonly options: SiteOptions;
  /** A call of the admin port, below the path of the system where `path` begins without `/`. */
  admin(method: string, path: string, body?: object): Promise<{ status: number; answer: unknown }>;
  close(): Promise<void>;
}

const BUS_NOW = Date.parse('2026-11-22T02:30:00Z');

/** @param report - told of failures that are the sandbox's own. */
export async function startBus(
  jurisdiction: string,
  world: World,
  report: (failure: unknown) => void,
): Promise<RunningBus> {
  const department = 'public-security';
  const derive = (label: string, length: number) => deriveBytes('of a test', label, length);
  const options = collaborationBus.createOptions({ department, jurisdiction, ordinal: 0, derive });
  const site = { department, jurisdiction, options, world, clock: () => BUS_NOW, randomBytes, derive };
  const system = new SystemServer(collaborationBus, site, '127.0.0.1', report);
  const admin = new AdminServer({ host: '127.0.0.1', port: 0, systems: [system], world });
  await Promise.all([system.start(0), admin.start(0)]);
  return {
    url: system.url,
    options,
    admin: async (method, path, body) => {
      const below = path.startsWith('/') ? path : `/systems/${system.id}/${path}`;
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${admin.url}${below}`, init);
      return { status: response.status, answer: await response.json() };
    },
    close: async () => {
      await Promise.all([system.close(), admin.close()]);
    },
  };
}

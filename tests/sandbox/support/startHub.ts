import { randomBytes } from 'node:crypto';
import { AdminServer } from '../../../sandbox/admin/AdminServer.ts';
import { settlementNode } from '../../../sandbox/dialects/settlement-node/settlementNode.ts';
import type { SiteOptions } from '../../../sandbox/SiteSeed.ts';
import { SystemServer } from '../../../sandbox/server/SystemServer.ts';
import type { World } from '../../../sandbox/world/World.ts';

interface HubSettings {
  readonly world: World;
  /** `330000` when not given. */
  readonly jurisdiction?: string;
  /** Instead of those of the first site. */
  readonly options?: SiteOptions;
  readonly clock?: () => number;
  readonly report?: (failure: unknown) => void;
}

/** One hub on its port, and the admin port that governs it. */
export interface Hub {
  readonly url: string;
  readonly options: SiteOptions;
  /** Calls the admin port below the system; gives status and JSON. */
  govern(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly answer: unknown }>;
  readonly adminUrl: string;
  close(): Promise<void>;
}

/** Starts a hub of the sandbox, whatever the list of sites says. */
export async function startHub(settings: HubSettings): Promise<Hub> {
  const { world, jurisdiction = '330000', clock = Date.now, report = fail } = settings;
  const derive = (_label: string, length: number) => randomBytes(length);
  const seed = { department: 'housing-fund', jurisdiction, ordinal: 0, derive };
  const options = { ...settlementNode.createOptions(seed), ...settings.options };
  const site = { department: 'housing-fund', jurisdiction, options, world, clock, randomBytes, derive };
  const server = new SystemServer(settlementNode, site, '127.0.0.1', report);
  const admin = new AdminServer({ host: '127.0.0.1', port: 0, systems: [server], world });
  await Promise.all([server.start(0), admin.start(0)]);
  return {
    url: server.url,
    options,
    adminUrl: admin.url,
    async govern(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${admin.url}/systems/${server.id}/${path}`, init);
      return { status: response.status, answer: await response.json() };
    },
    close: async () => {
      await Promise.all([server.close(), admin.close()]);
    },
  };
}

function fail(failure: unknown): never {
  throw failure;
}

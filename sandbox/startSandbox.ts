import { randomBytes } from 'node:crypto';
import { AdminServer } from './admin/AdminServer.ts';
import { deriveBytes } from './deriveBytes.ts';
import type { ExchangeDialect } from './exchange/ExchangeDialect.ts';
import { listSites } from './listSites.ts';
import type { Ports } from './Ports.ts';
import { readPorts } from './readPorts.ts';
import type { SandboxSite } from './SandboxDialect.ts';
import type { Site } from './Site.ts';
import type { SiteOptions } from './SiteSeed.ts';
import { ExchangeSystem } from './server/ExchangeSystem.ts';
import { SystemServer } from './server/SystemServer.ts';
import { createWorld } from './world/createWorld.ts';
import type { World } from './world/World.ts';
import { writePorts } from './writePorts.ts';

const EXCHANGE_POLL_MS = 1_000;

export interface SandboxSettings {
  /** Where all ports listen; 127.0.0.1 when not given. */
  readonly host?: string;
  /** What all credentials are derived from; random when not given, so that they differ at every start. */
  readonly secret?: string;
  /** 0, the default, takes any free port; another one that is taken is an error. */
  readonly adminPort?: number;
  /**
   * JSON file of ports by system id, and `admin`: ports in it are taken again where they are free, and it is written after
   * the start, so that a restarted sandbox is found where it was.
   */
  readonly portsFile?: string;
  /** Which systems to start; all when not given. Credentials and options do not depend on the choice. */
  readonly systems?: (site: Pick<Site, 'id' | 'department' | 'jurisdiction'>) => boolean;
  /** Epoch ms; the real clock when not given. */
  readonly clock?: () => number;
  /** PostgreSQL in which the systems with exchange tables get their schemas; they are not started without it. */
  readonly exchangeDatabaseUrl?: string;
  /** Folder in which the systems that exchange files get theirs; they are not started without it. */
  readonly exchangeFolder?: string;
  /** Between two runs of a system that works in runs; 1000 when not given, 0 = only when the admin port says so. */
  readonly exchangePollMs?: number;
  /** Systems that exchange make no runs by themselves before `POST /runs/begin` at the admin port. */
  readonly exchangeHeld?: boolean;
  /** Told of failures of the sandbox itself; they go to stderr when not given. */
  readonly report?: (failure: unknown) => void;
}

export interface Sandbox {
  readonly adminUrl: string;
  readonly systems: readonly {
    /** `public-security/430000`. */
    readonly id: string;
    readonly department: string;
    readonly jurisdiction: string;
    readonly dialect: string;
    readonly url: string;
    /** As in a place's configuration, credentials included. */
    readonly options: SiteOptions;
  }[];
  /** Systems that lack the place to exchange things in: which setting they miss. */
  readonly notStarted: readonly { readonly id: string; readonly dialect: string; readonly missing: string }[];
  /** Ends all connections and runs, and frees all ports. */
  close(): Promise<void>;
}

/**
 * Starts the simulated systems, each on its own port or at its own tables or folder, and the port that governs them.
 *
 * @throws {Error} when a port cannot be opened, or tables or folders cannot be made; nothing is left running then.
 */
export async function startSandbox(settings: SandboxSettings = {}): Promise<Sandbox> {
  const { portsFile, host = '127.0.0.1', secret = randomBytes(32).toString('hex'), adminPort = 0 } = settings;
  const { systems: wanted = () => true, report = reportToStderr } = settings;
  const ports = portsFile === undefined ? {} : await readPorts(portsFile);
  const world = createWorld();
  const ready = { ...settings, host, secret, report };
  const sites = listSites().filter(wanted);
  const made = sites.map((site) => createSystem(site, ready, world));
  const systems = made.filter((system) => system !== null);
  const servers = systems.filter((system) => system instanceof SystemServer);
  const exchanges = systems.filter((system) => system instanceof ExchangeSystem);
  const admin = new AdminServer({ host, port: adminPort, systems, world });
  const close = async () => {
    await Promise.all([admin.close(), ...systems.map((system) => system.close())]);
  };
  const starting = [
    admin.start(ports['admin'] ?? 0),
    ...servers.map((server) => server.start(ports[server.id] ?? 0)),
    ...exchanges.map((exchange) => exchange.start()),
  ];
  try {
    await Promise.all(starting);
    if (portsFile !== undefined) await writePorts(portsFile, portsOf(admin, servers));
  } catch (failure) {
    await Promise.allSettled(starting);
    await close();
    throw failure;
  }
  return {
    adminUrl: admin.url,
    systems: systems.map((system) => ({
      id: system.id,
      department: system.site.department,
      jurisdiction: system.site.jurisdiction,
      dialect: system.dialect.name,
      url: system.url,
      options: system.site.options,
    })),
    notStarted: sites
      .filter((_, index) => made[index] === null)
      .map(({ id, dialect }) => ({ id, dialect: dialect.name, missing: missingFor(dialect) })),
    close,
  };
}

const portsOf = (admin: AdminServer, servers: readonly SystemServer[]): Ports => ({
  admin: admin.port,
  ...Object.fromEntries(servers.map((server) => [server.id, server.port])),
});

type Ready = SandboxSettings & Required<Pick<SandboxSettings, 'host' | 'secret' | 'report'>>;

/** `null` for a system that has no place to exchange things in. */
function createSystem(site: Site, settings: Ready, world: World): SystemServer | ExchangeSystem | null {
  const { department, jurisdiction, dialect, ordinal } = site;
  const { host, secret, report, clock = Date.now } = settings;
  const derive = (label: string, length: number) => deriveBytes(secret, `${site.id}/${label}`, length);
  const options = dialect.createOptions({ department, jurisdiction, ordinal, derive });
  const running: SandboxSite = { department, jurisdiction, options, world, clock, randomBytes, derive };
  if (!isExchange(dialect)) return new SystemServer(dialect, running, host, report);
  const ground = dialect.needs === 'folder' ? settings.exchangeFolder : settings.exchangeDatabaseUrl;
  if (ground === undefined) return null;
  const pollMs = settings.exchangePollMs ?? EXCHANGE_POLL_MS;
  return new ExchangeSystem({
    dialect,
    site: running,
    ground,
    pollMs,
    isHeld: settings.exchangeHeld ?? false,
    report,
  });
}

const isExchange = (dialect: Site['dialect']): dialect is ExchangeDialect => 'needs' in dialect;

function missingFor(dialect: Site['dialect']): string {
  return isExchange(dialect) && dialect.needs === 'folder' ? 'exchangeFolder' : 'exchangeDatabaseUrl';
}

function reportToStderr(failure: unknown): void {
  process.stderr.write(
    `sandbox: ${failure instanceof Error ? (failure.stack ?? failure.message) : failure}\n`,
  );
}

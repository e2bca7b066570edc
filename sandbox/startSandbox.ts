import { randomBytes } from 'node:crypto';
import { AdminServer } from './admin/AdminServer.ts';
import { deriveBytes } from './deriveBytes.ts';
import { listSites } from './listSites.ts';
import type { Ports } from './Ports.ts';
import { readPorts } from './readPorts.ts';
import type { Site } from './Site.ts';
import type { SiteOptions } from './SiteSeed.ts';
import { SystemServer } from './server/SystemServer.ts';
import { createWorld } from './world/createWorld.ts';
import type { World } from './world/World.ts';
import { writePorts } from './writePorts.ts';

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
  /** Ends all connections and frees all ports. */
  close(): Promise<void>;
}

/**
 * Starts the simulated systems, each on its own port, and the port that governs them.
 *
 * @throws {Error} when a port cannot be opened; nothing is left running then.
 */
export async function startSandbox(settings: SandboxSettings = {}): Promise<Sandbox> {
  const { portsFile, host = '127.0.0.1', secret = randomBytes(32).toString('hex'), adminPort = 0 } = settings;
  const { systems: wanted = () => true, report = reportToStderr } = settings;
  const ports = portsFile === undefined ? {} : await readPorts(portsFile);
  const world = createWorld();
  const servers = listSites()
    .filter(wanted)
    .map((site) => createServer(site, { ...settings, host, secret, report }, world));
  const admin = new AdminServer({ host, port: adminPort, systems: servers, world });
  const close = async () => {
    await Promise.all([admin.close(), ...servers.map((server) => server.close())]);
  };
  try {
    await Promise.all([
      admin.start(ports['admin'] ?? 0),
      ...servers.map((server) => server.start(ports[server.id] ?? 0)),
    ]);
    if (portsFile !== undefined) await writePorts(portsFile, portsOf(admin, servers));
  } catch (failure) {
    await close();
    throw failure;
  }
  return {
    adminUrl: admin.url,
    systems: servers.map((server) => ({
      id: server.id,
      department: server.site.department,
      jurisdiction: server.site.jurisdiction,
      dialect: server.dialect.name,
      url: server.url,
      options: server.site.options,
    })),
    close,
  };
}

const portsOf = (admin: AdminServer, servers: readonly SystemServer[]): Ports => ({
  admin: admin.port,
  ...Object.fromEntries(servers.map((server) => [server.id, server.port])),
});

type Ready = SandboxSettings & Required<Pick<SandboxSettings, 'host' | 'secret' | 'report'>>;

function createServer(
  site: Site,
  { host, secret, report, clock = Date.now }: Ready,
  world: World,
): SystemServer {
  const { department, jurisdiction, dialect, ordinal } = site;
  const derive = (label: string, length: number) => deriveBytes(secret, `${site.id}/${label}`, length);
  const options = dialect.createOptions({ department, jurisdiction, ordinal, derive });
  return new SystemServer(
    dialect,
    { department, jurisdiction, options, world, clock, randomBytes, derive },
    host,
    report,
  );
}

function reportToStderr(failure: unknown): void {
  process.stderr.write(
    `sandbox: ${failure instanceof Error ? (failure.stack ?? failure.message) : failure}\n`,
  );
}

import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import type { Finding } from './Finding.ts';
import { probeTls } from './probeTls.ts';

const CONNECT_MS = 3_000;
const LOOKUP_MS = 3_000;

export interface SystemAddress {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** `TLS`: looked at; `PLAIN`: said so, under this name. */
  readonly security: { readonly kind: 'TLS' } | { readonly kind: 'PLAIN'; readonly name: string };
}

export interface AddressFindings {
  readonly findings: readonly Finding[];
  readonly isReachable: boolean;
}

/** Finds the host, connects, and looks at the certificate; whatever fails ends it. */
export async function probeAddress(address: SystemAddress, signal: AbortSignal): Promise<AddressFindings> {
  const name = await probeName(address.host);
  if (name.outcome === 'FAILED') return { findings: [name], isReachable: false };

  const tcp = await probeTcp(address, signal);
  if (tcp.outcome === 'FAILED') return { findings: [name, tcp], isReachable: false };

  const { security } = address;
  if (security.kind === 'PLAIN') {
    const found = `none: ${security.name}, numbers and names travel in clear unless the line itself is encrypted`;
    return { findings: [name, tcp, { check: 'TLS', outcome: 'NOTED', found }], isReachable: true };
  }
  const tls = await probeTls(address, signal);
  return { findings: [name, tcp, tls], isReachable: tls.outcome !== 'FAILED' };
}

async function probeName(host: string): Promise<Finding> {
  if (isIP(host) !== 0)
    return { check: 'DNS', outcome: 'NOTED', found: 'the address is a number, no name is looked up' };
  try {
    const found = await Promise.race([lookup(host, { all: true }), late(LOOKUP_MS)]);
    const addresses = found.map(({ address }) => address).join(', ');
    return { check: 'DNS', outcome: 'PASSED', found: `${host} is ${addresses}` };
  } catch (error) {
    return {
      check: 'DNS',
      outcome: 'FAILED',
      found: `${host} is not found (${codeOf(error)})`,
      next: 'correct the host in url, or the name servers of this machine',
    };
  }
}

function probeTcp({ host, port }: SystemAddress, signal: AbortSignal): Promise<Finding> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    const failed = (why: string, next: string) => {
      socket.destroy();
      resolve({ check: 'TCP', outcome: 'FAILED', found: `port ${port}: ${why}`, next });
    };
    socket.setTimeout(CONNECT_MS, () =>
      failed(
        `no connection within ${CONNECT_MS / 1_000} s`,
        'ask the province whether its firewall lets this machine in; check the route',
      ),
    );
    socket.on('error', (error) =>
      failed(
        codeOf(error),
        codeOf(error) === 'ECONNREFUSED'
          ? 'nothing listens there: check the port in url, and whether the system runs'
          : 'check the route to the system, and the firewalls between',
      ),
    );
    socket.once('connect', () => {
      socket.destroy();
      const ms = Math.round(performance.now() - startedAt);
      resolve({ check: 'TCP', outcome: 'PASSED', found: `port ${port} takes connections (${ms} ms)` });
    });
  });
}

async function late(ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' })), ms).unref();
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'no reason given';
}

import { connect } from 'node:net';
import type { Finding } from './Finding.ts';

const CONNECT_MS = 2_000;
const ANYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Whether the address on which we take what a system sends is listened on, seen from this machine. */
export async function probeListener(
  address: { readonly host: string; readonly port: number } | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  if (address === undefined) {
    return {
      check: 'listener',
      outcome: 'NOTED',
      found: 'none configured: what the system sends is not taken',
    };
  }
  const { host, port } = address;
  if (port === 0) {
    return {
      check: 'listener',
      outcome: 'NOTED',
      found: 'inbound.port is 0, another one at every start',
      next: 'give inbound a fixed port, and tell the province host, port and path',
    };
  }
  const isOpen = await takesConnections(ANYWHERE[host] ?? host, port, signal);
  return isOpen
    ? {
        check: 'listener',
        outcome: 'PASSED',
        found: `${host}:${port} takes connections from this machine; only the province can say whether it reaches it`,
      }
    : {
        check: 'listener',
        outcome: 'FAILED',
        found: `nothing listens on ${host}:${port}`,
        next: 'start the server of this place: npx tongban subgraph NAME --config FILE',
      };
}

function takesConnections(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.setTimeout(CONNECT_MS, () => end(false));
    socket.on('error', () => end(false));
    socket.once('connect', () => end(true));
  });
}

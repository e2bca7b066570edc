import { findFreePort } from '../../tests/support/findFreePort.ts';
import { installHive } from './installHive.ts';
import type { Peer } from './Peer.ts';
import type { PeerProcess } from './PeerProcess.ts';
import { runPeer } from './runPeer.ts';
import type { Endpoints } from './startEndpoints.ts';

/** Starts Hive Gateway with its Rust planner before the endpoints. @throws where it cannot be had. */
export async function startHive({ supergraph }: Endpoints, started: PeerProcess[]): Promise<Peer> {
  const { bin, cwd } = await installHive();
  // It takes no 0.
  const port = await findFreePort();
  const listening = ['--host', '127.0.0.1', '--port', String(port)];
  const { process } = await runPeer(started, {
    name: 'hive',
    args: [bin, 'supergraph', supergraph, '--hive-router-runtime', ...listening],
    cwd,
    env: { LOG_LEVEL: 'info' },
    ready: /(?:Listening|listening|ready)[^\n]*?(http:\/\/\S+)/i,
  });
  return { name: 'hive', process, url: `http://127.0.0.1:${port}/graphql` };
}

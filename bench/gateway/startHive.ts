import { createServer } from 'node:net';
import { installHive } from './installHive.ts';
import type { Peer } from './Peer.ts';
import type { PeerProcess } from './PeerProcess.ts';
import { runPeer } from './runPeer.ts';
import type { Endpoints } from './startEndpoints.ts';

/** Starts Hive Gateway with its Rust planner before the endpoints. @throws where it cannot be had. */
export async function startHive({ supergraph }: Endpoints, started: PeerProcess[]): Promise<Peer> {
  const { bin, cwd } = await installHive();
  const port = await freePort();
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

/** It takes no 0. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

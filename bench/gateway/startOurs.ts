import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Peer } from './Peer.ts';
import type { PeerProcess } from './PeerProcess.ts';
import { runPeer } from './runPeer.ts';
import type { Endpoints } from './startEndpoints.ts';

const PROGRAM = join(import.meta.dirname, '../../dist/cli/main.js');

/** Starts our gateway before the endpoints. @param settings - as in its configuration file, beside the files and the port. */
export async function startOurs(
  { supergraph, partitions }: Endpoints,
  started: PeerProcess[],
  name: string,
  settings: object,
): Promise<Peer> {
  const file = join(dirname(supergraph), `${name.replaceAll(/\W+/g, '-')}.json`);
  await writeFile(file, JSON.stringify({ port: 0, supergraph, partitions, ...settings }), { mode: 0o600 });
  const { process, told } = await runPeer(started, {
    name,
    args: [PROGRAM, 'gateway', '--config', file],
    ready: /tongban gateway: (http:\S+\/graphql)/,
  });
  return { name, process, url: told['url'] ?? '' };
}

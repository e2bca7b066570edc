import { createIssuer } from './createIssuer.ts';
import type { Peer } from './Peer.ts';
import type { PeerProcess } from './PeerProcess.ts';
import { programArgs } from './programArgs.ts';
import { runPeer } from './runPeer.ts';
import { startEndpoints } from './startEndpoints.ts';
import { startHive } from './startHive.ts';
import { startOurs } from './startOurs.ts';

/** Everything that is measured, and what stands behind it. */
export interface Peers {
  readonly endpoints: PeerProcess;
  readonly peers: readonly Peer[];
  /** Why one could not be had. */
  readonly missing: readonly string[];
}

/** Starts all of them; `started` fills up, so that whoever called can end them even where this fails. */
export async function startPeers(folder: string, started: PeerProcess[]): Promise<Peers> {
  const endpoints = await startEndpoints(folder, started);
  const { urls, supergraphSdl } = endpoints;
  const foreign = async (name: string): Promise<Peer> => {
    const args = programArgs(name, JSON.stringify({ supergraphSdl, urls }));
    const { process, told } = await runPeer(started, { name, args });
    return { name, process, url: told['url']?.replace(/\/$/, '') ?? '' };
  };
  const missing: string[] = [];
  const { settings, tokenOf } = await createIssuer();
  const peers: Peer[] = [
    await startOurs(endpoints, started, 'ours', { logLevel: 'warn', fastLane: true }),
    await startOurs(endpoints, started, 'ours, fast lane off', { logLevel: 'warn', fastLane: false }),
    {
      ...(await startOurs(endpoints, started, 'ours, tokens and signed', { fastLane: true, ...settings })),
      tokenOf,
    },
    await foreign('stock'),
    await foreign('bare'),
    await foreign('splice'),
  ];
  try {
    peers.push(await startHive(endpoints, started));
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    missing.push(`Hive Gateway could not be had: ${reason}`);
  }
  return { endpoints: endpoints.process, peers, missing };
}

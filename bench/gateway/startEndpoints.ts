import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { PeerProcess } from './PeerProcess.ts';
import { programArgs } from './programArgs.ts';
import { runPeer } from './runPeer.ts';
import { PLACES, SUBGRAPHS } from './world.ts';

/** The subgraphs of the measurement, in a process of their own, and the files that a gateway needs to ask them. */
export interface Endpoints {
  readonly process: PeerProcess;
  /** Of subgraphs by name, and of places by code. */
  readonly urls: Readonly<Record<string, string>>;
  readonly supergraphSdl: string;
  /** Files. */
  readonly supergraph: string;
  readonly partitions: string;
}

/** Starts them. @param answerAfterMs - how long each of them takes with an answer. */
export async function startEndpoints(
  folder: string,
  started: PeerProcess[],
  answerAfterMs = 0,
): Promise<Endpoints> {
  const { process, told: urls } = await runPeer(started, {
    name: 'endpoints',
    args: programArgs('endpoints', String(answerAfterMs)),
  });
  const supergraph = join(folder, 'supergraph.graphql');
  const supergraphSdl = compose(urls);
  await writeFile(supergraph, supergraphSdl);
  const partitions = join(folder, 'partitions.json');
  const places = Object.fromEntries(PLACES.map((place) => [place, urls[place]]));
  await writeFile(partitions, JSON.stringify({ records: places }));
  return { process, urls, supergraphSdl, supergraph, partitions };
}

function compose(urls: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, url: urls[name] ?? '', typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('; '));
  return supergraphSdl;
}

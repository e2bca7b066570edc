import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { installHive } from './installHive.ts';
import type { Peer } from './Peer.ts';
import { PeerProcess } from './PeerProcess.ts';
import { PLACES, SUBGRAPHS } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');
const USERS = 64;
const ISSUER = 'https://bench.invalid';

/** Everything that is measured, and what stands behind it. */
export interface Peers {
  readonly endpoints: PeerProcess;
  readonly peers: readonly Peer[];
  /** Why one could not be had. */
  readonly missing: readonly string[];
}

/** Starts all of them; `started` fills up, so that whoever called can end them even where this fails. */
export async function startPeers(folder: string, started: PeerProcess[]): Promise<Peers> {
  const program = (name: string) => join(import.meta.dirname, `programs/${name}Program.ts`);
  const run = async (options: ConstructorParameters<typeof PeerProcess>[0]) => {
    const peer = new PeerProcess(options);
    started.push(peer);
    return { process: peer, told: await peer.started() };
  };
  const tsx = (name: string, ...args: string[]) =>
    run({ name, args: ['--import', 'tsx', program(name), ...args] });
  const { process: endpoints, told: urls } = await tsx('endpoints');
  const supergraph = join(folder, 'supergraph.graphql');
  const supergraphSdl = compose(urls);
  await writeFile(supergraph, supergraphSdl);
  const partitions = join(folder, 'partitions.json');
  const places = Object.fromEntries(PLACES.map((place) => [place, urls[place]]));
  await writeFile(partitions, JSON.stringify({ records: places }));

  const ours = async (name: string, settings: object): Promise<Peer> => {
    const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.json`);
    await writeFile(file, JSON.stringify({ port: 0, supergraph, partitions, ...settings }), { mode: 0o600 });
    const args = [join(ROOT, 'dist/cli/main.js'), 'gateway', '--config', file];
    const { process, told } = await run({ name, args, ready: /tongban gateway: (http:\S+\/graphql)/ });
    return { name, process, url: told['url'] ?? '' };
  };
  const foreign = async (name: string): Promise<Peer> => {
    const { process, told } = await tsx(name, JSON.stringify({ supergraphSdl, urls }));
    return { name, process, url: told['url']?.replace(/\/$/, '') ?? '' };
  };
  const missing: string[] = [];
  const issuer = await createIssuer();
  const peers = [
    await ours('ours', { logLevel: 'warn', fastLane: true }),
    await ours('ours, fast lane off', { logLevel: 'warn', fastLane: false }),
    {
      ...(await ours('ours, tokens and signed', {
        fastLane: true,
        issuers: [{ issuer: ISSUER, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
        contextSecret: randomBytes(32).toString('base64'),
      })),
      tokenOf: issuer.tokenOf,
    },
    await foreign('stock'),
    await foreign('bare'),
    await foreign('splice'),
  ];
  try {
    const { bin, cwd } = await installHive();
    const args = [
      bin,
      'supergraph',
      supergraph,
      '--hive-router-runtime',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
    ];
    const port = await freePort();
    args.splice(-1, 1, String(port));
    const { process } = await run({
      name: 'hive',
      args,
      cwd,
      env: { LOG_LEVEL: 'info' },
      ready: /(?:Listening|listening|ready)[^\n]*?(http:\/\/\S+)/i,
    });
    peers.push({ name: 'hive', process, url: `http://127.0.0.1:${port}/graphql` });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    missing.push(`Hive Gateway could not be had: ${reason}`);
  }
  return { endpoints, peers, missing };
}

function compose(urls: Readonly<Record<string, string>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, url: urls[name] ?? '', typeDefs: parse(sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('; '));
  return supergraphSdl;
}

/** Distinct users with a token each. */
async function createIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const tokens = await Promise.all(
    Array.from({ length: USERS }, (_, user) =>
      new SignJWT({ sub: `user-${user}`, portal: 'bench', scope: 'read' })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench' })
        .setIssuer(ISSUER)
        .setAudience('tongban')
        .setExpirationTime('1h')
        .sign(privateKey),
    ),
  );
  return {
    publicKey: { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' },
    tokenOf: (user: number) => tokens[user % USERS] ?? '',
  };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

import { deepStrictEqual } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { quantile } from '../quantile.ts';
import type { Peer } from './Peer.ts';
import type { PeerProcess } from './PeerProcess.ts';
import { sendMany } from './sendMany.ts';
import { type Peers, startPeers } from './startPeers.ts';
import { type OperationName, VARIANTS } from './world.ts';

/** Requests of one measured turn, and before the first. */
const TURN: Readonly<Record<OperationName, number>> = { Q1: 2_048, Q2: 1_024, Q3: 192 };
const WARM_UP: Readonly<Record<OperationName, number>> = { Q1: 3_000, Q2: 2_000, Q3: 320 };

/** What one gateway takes. */
export interface GatewayCosts {
  readonly name: string;
  /** Median over rounds of user and system time per request, ms. */
  readonly cpuMs: Readonly<Record<OperationName, number>>;
  /** Upstream calls per request. */
  readonly calls: Readonly<Record<OperationName, number>>;
  /** Resident, once it serves and after the run. */
  readonly memoryMib: { readonly ready: number; readonly worked: number };
}

export interface GatewayReport {
  readonly costs: readonly GatewayCosts[];
  readonly missing: readonly string[];
  /** Of an answer, bytes. */
  readonly bytes: Readonly<Record<OperationName, number>>;
}

const NAMES: readonly OperationName[] = ['Q1', 'Q2', 'Q3'];

/** Measures all gateways in turns over the same bodies; what they answer is compared first. */
export async function measureGateways(rounds: number): Promise<GatewayReport> {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-'));
  const started: PeerProcess[] = [];
  try {
    return await measure(await startPeers(folder, started), rounds);
  } finally {
    await Promise.all(started.map((process) => process.stop()));
    await rm(folder, { recursive: true });
  }
}

async function measure({ endpoints, peers, missing }: Peers, rounds: number): Promise<GatewayReport> {
  const racers = peers.map((peer) => ({
    peer,
    pool: new Pool(new URL(peer.url).origin, { connections: 8 }),
    ready: peer.process.memoryMib(),
    turns: { Q1: [], Q2: [], Q3: [] } as Record<OperationName, number[]>,
    calls: { Q1: 0, Q2: 0, Q3: 0 } as Record<OperationName, number>,
  }));
  const bytes = { Q1: 0, Q2: 0, Q3: 0 };
  for (const name of NAMES) {
    const expected = new Map<number, unknown>();
    for (const { peer, pool } of racers) {
      await sendMany(pool, peer, name, VARIANTS, (variant, text) => {
        const answer: unknown = JSON.parse(text);
        if (!expected.has(variant)) expected.set(variant, answer);
        deepStrictEqual(answer, expected.get(variant), `${peer.name} answers ${name} in another way`);
        bytes[name] = Buffer.byteLength(text);
      });
      await sendMany(pool, peer, name, WARM_UP[name]);
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? racers : racers.toReversed();
    for (const name of NAMES) {
      for (const { peer, pool, turns, calls } of order) {
        const [before, callsBefore] = [peer.process.cpuMs(), await callsOf(endpoints)];
        await sendMany(pool, peer, name, TURN[name]);
        turns[name].push((peer.process.cpuMs() - before) / TURN[name]);
        calls[name] = ((await callsOf(endpoints)) - callsBefore) / TURN[name];
      }
    }
  }
  const costs = racers.map(({ peer, ready, turns, calls }) => ({
    name: peer.name,
    cpuMs: { Q1: quantile(turns.Q1, 0.5), Q2: quantile(turns.Q2, 0.5), Q3: quantile(turns.Q3, 0.5) },
    calls,
    memoryMib: { ready: Math.round(ready), worked: Math.round(peer.process.memoryMib()) },
  }));
  await Promise.all(racers.map(({ pool }) => pool.close()));
  return { costs, missing, bytes };
}

async function callsOf(endpoints: Peer['process']): Promise<number> {
  return (await endpoints.ask())['calls'] ?? 0;
}

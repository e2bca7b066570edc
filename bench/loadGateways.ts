import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Balancer } from './Balancer.ts';
import { moveInput } from './moveInput.ts';
import type { Gateways } from './startGateways.ts';

const PORTALS = 6;
/** Between two requests of a portal. */
const PAUSE_MS = 20;
const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id } } }`;
const READ = `query ($id: ID!) { case(id: $id) { id status } }`;

/** What portals saw. */
export interface GatewayLoad {
  /** Of the cases that were acknowledged. */
  readonly ids: readonly string[];
  readonly reads: number;
  readonly failedReads: number;
  readonly failedWrites: number;
  /** Requests that another gateway was given, because the first gave no answer. */
  readonly passedOn: number;
}

/** Lets portals hand cases in and look at them, through whichever gateway is ready, until `signal` says so. */
export async function loadGateways({ gateways, token }: Gateways, signal: AbortSignal): Promise<GatewayLoad> {
  const balancer = new Balancer(gateways);
  const headers = { authorization: `Bearer ${token}` };
  const seen = { reads: 0, failedReads: 0, failedWrites: 0 };
  const ids: string[] = [];
  await Promise.all(Array.from({ length: PORTALS }, (_, portal) => work(portal)));
  await balancer.close();
  return { ...seen, ids, passedOn: balancer.passedOn };

  async function work(portal: number): Promise<void> {
    for (let number = portal; !signal.aborted; number += PORTALS) {
      const id = await handIn(number);
      if (id === null) seen.failedWrites += 1;
      else {
        ids.push(id);
        for (const known of [id, ids[Math.floor(ids.length / 2)] ?? id]) await read(known);
      }
    }
  }

  async function handIn(number: number): Promise<string | null> {
    const input = { ...moveInput(number), idempotencyKey: randomUUID() };
    const data = await ask(SUBMIT, { input });
    return /"submitCase":\{"case":\{"id":"([^"]+)"/.exec(data)?.[1] ?? null;
  }

  async function read(id: string): Promise<void> {
    seen.reads += 1;
    const text = await ask(READ, { id });
    if (!text.includes(`"case":{"id":"${id}"`)) seen.failedReads += 1;
  }

  async function ask(query: string, variables: object): Promise<string> {
    await pause(PAUSE_MS);
    const answer = await balancer.post(JSON.stringify({ query, variables }), headers).catch(() => null);
    return answer?.status === 200 && !answer.text.includes('"errors"') ? answer.text : '';
  }
}
